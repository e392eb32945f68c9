import { describe, expect, it } from 'vitest';
import { codes, load, only, problemsOf } from '../fixture.ts';

const AWS = { type: 'AWS', function: 'hello' };
const PROXY = { type: 'AWS_PROXY', function: 'hello' };
const lambda = (name: string) => ({
  type: 'AWS_PROXY',
  httpMethod: 'POST',
  uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:${name}/invocations`,
});
const streamingUri = (name: string) =>
  lambda(name).uri.replace('2015-03-31', '2021-11-15').replace('/invocations', '/response-streaming-invocations');

describe('an integration', () => {
  it('with a function that isn’t there is told with the nearest', async () => {
    expect(only(await problemsOf({ integration: { type: 'AWS', function: 'helo' } }))).toMatchObject({
      code: 'config-unknown-function',
      place: '15:23',
      what: 'There is no function "helo".',
      remedy: 'Write "hello", or add the function to "functions".',
    });
  });

  it('with the uri of another account’s function means the project’s function of that name', async () => {
    expect(await problemsOf({ integration: lambda('hello:live') })).toEqual([]);
    expect(only(await problemsOf({ integration: lambda('gone') })).code).toBe('config-unknown-function');
  });

  it('with a stage variable in its function is asked for each stage', async () => {
    const stages = { dev: { variables: { fn: 'hello' } }, v1: { variables: { fn: 'hullo' } } };
    expect(only(await problemsOf({ integration: lambda('${stageVariables.fn}') }, { stages })).what).toBe(
      'There is no function "hullo", which the stage v1 calls.',
    );
  });

  it('with an AWS service needs the service’s endpoint', async () => {
    const integration = { type: 'AWS', httpMethod: 'GET', uri: 'arn:aws:apigateway:us-east-1:s3:path/bucket/key' };
    expect(only(await problemsOf({ integration }))).toMatchObject({
      code: 'config-service-endpoint',
      place: '16:18',
      remedy:
        'Add "serviceEndpoints": { "s3": "http://127.0.0.1:PORT" } with the address of a local s3, or set AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL.',
    });
    for (const name of ['s3', '*']) {
      expect(await problemsOf({ integration }, { serviceEndpoints: { [name]: 'http://127.0.0.1:4566' } })).toEqual([]);
    }
  });

  it('with a stage variable for its service needs the endpoint of each stage’s', async () => {
    const uri = 'arn:aws:apigateway:us-east-1:${stageVariables.to}:path/a';
    const integration = { type: 'AWS', httpMethod: 'GET', uri };
    const stages = { dev: { variables: { to: 's3' } }, v1: { variables: { to: 'sqs' } } };
    const found = await problemsOf({ integration }, { stages, serviceEndpoints: { s3: 'http://127.0.0.1:4566' } });
    expect(only(found).what).toContain('calls the AWS service sqs');
  });

  it('with another call of Lambda’s is not supported yet', async () => {
    const uri = lambda('hello').uri.replace('2015-03-31', '2014-11-13').replace('/invocations', '/invoke-async');
    expect(only(await problemsOf({ integration: { ...lambda('hello'), uri } })).what).toContain('of the Lambda API');
  });

  it('streams its response with the uri of the call which does, and as a proxy only', async () => {
    const STREAM = { responseTransferMode: 'STREAM' };
    const streaming = { ...lambda('hello'), uri: streamingUri('hello') };
    expect(await problemsOf({ integration: { ...streaming, ...STREAM } })).toEqual([]);
    expect(await problemsOf({ integration: { ...PROXY, ...STREAM } })).toEqual([]);
    expect(await problemsOf({ integration: { ...PROXY, responseTransferMode: 'buffered' } })).toEqual([]);
    const http = { type: 'HTTP_PROXY', httpMethod: 'GET', uri: 'http://a.test', ...STREAM };
    expect(await problemsOf({ integration: http })).toEqual([]);
    expect(only(await problemsOf({ integration: streaming }))).toMatchObject({
      code: 'config-streaming-uri',
      remedy: expect.stringContaining('"responseTransferMode": "STREAM"'),
    });
    expect(only(await problemsOf({ integration: { ...lambda('hello'), ...STREAM } }))).toMatchObject({
      code: 'config-streaming-uri',
      remedy: expect.stringContaining(
        'path/2021-11-15/functions/arn:aws:lambda:eu-west-1:123456789012:function:hello/response-streaming-invocations',
      ),
    });
    for (const integration of [AWS, { type: 'MOCK' }, { ...http, type: 'HTTP' }]) {
      expect(only(await problemsOf({ integration: { ...integration, ...STREAM } })).code).toBe('config-streaming-type');
    }
  });

  it('may take 15 minutes when it streams its response', async () => {
    const long = { ...PROXY, timeoutInMillis: 900_000 };
    expect(await problemsOf({ integration: { ...long, responseTransferMode: 'STREAM' } })).toEqual([]);
    expect(codes(await problemsOf({ integration: long }))).toContain('error config-timeout-needs-streaming');
  });

  it('warns where the client is gone before the function ends', async () => {
    const functions = { hello: { handler: 'hello.handler', timeout: 60 } };
    expect(only(await problemsOf({ integration: PROXY }, { functions }))).toMatchObject({
      code: 'config-timeout-order',
      what: 'The client gets 504 after 29 s, while hello may run for 60 s and goes on unseen.',
      remedy: 'Give hello a "timeout" of 29 or less, or start long work without waiting for it.',
    });
    expect(codes(await problemsOf({ integration: { ...PROXY, timeoutInMillis: 1000 } }))).toEqual([
      'warning config-timeout-order',
    ]);
    expect(codes(await problemsOf({ integration: { ...PROXY, timeoutInMillis: 60_000 } }))).toEqual([
      'warning config-timeout-quota',
    ]);
  });
});

describe('a proxy integration', () => {
  it('warns of parts that never run', async () => {
    const integration = {
      ...PROXY,
      requestTemplates: { 'application/json': '{}' },
      requestParameters: { 'integration.request.header.x': "'y'" },
      responses: {
        default: { statusCode: 200, responseTemplates: { 'application/json': '' } },
        'x.*': { statusCode: 404 },
      },
    };
    expect(codes(await problemsOf({ integration }))).toEqual([
      'warning config-never-used',
      'warning config-never-used',
      'warning config-never-used',
      'warning config-never-used',
    ]);
  });

  it('of HTTP uses its parameters', async () => {
    const integration = {
      type: 'HTTP_PROXY',
      httpMethod: 'GET',
      uri: 'https://a.test/{id}',
      requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
    };
    expect(await problemsOf({ integration })).toEqual([]);
  });

  it('that was exported from the console is fine', async () => {
    const integration = {
      ...lambda('hello'),
      passthroughBehavior: 'when_no_match',
      contentHandling: 'CONVERT_TO_TEXT',
      responses: { default: { statusCode: '200' } },
    };
    expect(await problemsOf({ integration })).toEqual([]);
  });
});

describe('a placeholder of a uri', () => {
  it('that nothing fills is warned of', async () => {
    const integration = {
      type: 'HTTP',
      httpMethod: 'GET',
      uri: 'https://${stageVariables.host}/{id}/{rest+}',
      requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
    };
    expect(only(await problemsOf({ integration }))).toMatchObject({
      code: 'config-uri-placeholder',
      what: 'Nothing fills {rest} of the uri, so it is sent as it stands.',
    });
  });
});

describe('a mapping', () => {
  const map = (target: string, source: string, requestParameters = {}) =>
    problemsOf({ requestParameters, integration: { ...AWS, requestParameters: { [target]: source } } });

  it.each([
    'method.request.path.id',
    'method.request.querystring.q',
    'method.request.multivaluequerystring.q',
    'method.request.header.X-Token',
    'method.request.multivalueheader.X-Token',
    'method.request.body',
    'method.request.body.pets[0].name',
    'stageVariables.table',
    'context.requestId',
    'context.authorizer.principalId',
    "'text'",
    "'it''s'",
    "''",
  ])('may come from %s', async (source) => {
    const declared = { 'method.request.querystring.q': false, 'method.request.header.X-Token': false };
    expect(await map('integration.request.header.x', source, declared)).toEqual([]);
  });

  it.each([
    'true',
    '*',
    'method.request.cookie.a',
    'method.request.header.',
    'integration.response.header.a',
    "'open",
    '',
    '$.body',
    'header.x',
  ])('can’t come from %j', async (source) => {
    const problem = only(await map('integration.request.header.x', source));
    expect(problem.code).toBe('config-mapping-source');
    expect(problem.what).toContain(`errors : [Invalid mapping expression specified: ${source}]`);
  });

  it('of a text without its quotes is told how to write it', async () => {
    expect(only(await map('integration.request.header.x', '*')).remedy).toBe(
      'Write "\'*\'" for the text itself: a text stands in single quotes.',
    );
  });

  it.each([
    'integration.request.headers.x',
    'method.request.header.x',
    'integration.request.header.',
    'x',
    'integration.request.header.a b',
  ])('can’t go to %s', async (target) => {
    expect(only(await map(target, "'x'")).code).toBe('config-mapping-target');
  });

  it('needs its source declared, in AWS’s words', async () => {
    expect(only(await map('integration.request.header.x', 'method.request.multivaluequerystring.q'))).toMatchObject({
      code: 'config-undeclared-parameter',
      what: expect.stringContaining(
        'errors : [Invalid mapping expression parameter specified: method.request.multivaluequerystring.q]',
      ),
      remedy:
        'Add "requestParameters": { "method.request.querystring.q": false } to the method (true: a request must have it).',
    });
  });

  it('of a response needs its header declared by the method response', async () => {
    const response = (responseParameters: object) => ({
      ...AWS,
      responses: { default: { statusCode: 200, responseParameters } },
    });
    const header = { 'method.response.header.Location': 'integration.response.body.location' };
    expect(only(await problemsOf({ integration: response(header) }))).toMatchObject({
      code: 'config-undeclared-header',
      remedy:
        'Add it to the method\'s responses: "responses": { "200": { "responseParameters": { "method.response.header.Location": false } } }.',
    });
    const responses = { '200': { responseParameters: { 'method.response.header.Location': false } } };
    expect(await problemsOf({ responses, integration: response(header) })).toEqual([]);
    const wrong = { 'method.response.header.Location': 'method.request.header.x' };
    expect(only(await problemsOf({ responses, integration: response(wrong) })).code).toBe('config-mapping-source');
  });

  it('of a gateway response is asked as well', async () => {
    const parameters = (responseParameters: object) =>
      load({ gatewayResponses: { DEFAULT_4XX: { responseParameters } } });
    expect((await parameters({ 'gatewayresponse.header.X': 'method.request.header.Origin' })).problems).toEqual([]);
    expect(only((await parameters({ 'gatewayresponse.header.X': '*' })).problems).code).toBe('config-mapping-source');
    expect(only((await parameters({ 'method.response.header.X': "'*'" })).problems).code).toBe('config-mapping-target');
  });
});

describe('the request parameters of a method', () => {
  it('have the names of AWS', async () => {
    expect(only(await problemsOf({ requestParameters: { 'method.request.query.q': false } }))).toMatchObject({
      code: 'config-mapping-target',
      remedy: 'Write "method.request.querystring.q", or the like.',
    });
  });

  it('are unique across their places, in AWS’s words', async () => {
    const requestParameters = { 'method.request.header.a': false, 'method.request.querystring.a': false };
    expect(only(await problemsOf({ requestParameters })).what).toContain(
      'Parameter names must be unique across querystring, header and path',
    );
  });

  it('may have the name of a variable that only the path declares', async () => {
    expect(await problemsOf({ requestParameters: { 'method.request.querystring.id': false } })).toEqual([]);
  });

  it('warn of a path variable that the path doesn’t have', async () => {
    expect(only(await problemsOf({ requestParameters: { 'method.request.path.ID': true } }))).toMatchObject({
      code: 'config-path-variable',
      what: 'method.request.path.ID means a path variable "ID", which the path /pets/{id} doesn\'t have; it is always missing.',
      remedy: 'Write "id".',
    });
  });
});

describe('a method without a request validator', () => {
  it('warns of what is written to be checked', async () => {
    const method = {
      requestModels: { 'application/json': 'Empty' },
      requestParameters: { 'method.request.header.a': false, 'method.request.querystring.q': true },
    };
    const problems = await problemsOf(method);
    expect(problems.map(({ explanation }) => explanation.what)).toEqual([
      '"requestModels" is never checked: AWS takes it, but the method has no request validator.',
      'That method.request.querystring.q is required is never checked: AWS takes it, but the method has no request validator.',
    ]);
    expect(await problemsOf({ ...method, requestValidator: 'full' })).toEqual([]);
  });
});

describe('a status', () => {
  it('that the method doesn’t declare is refused', async () => {
    const integration = { ...AWS, responses: { default: { statusCode: 200 }, '.*not found.*': { statusCode: 404 } } };
    expect(only(await problemsOf({ integration }))).toMatchObject({
      code: 'config-undeclared-status',
      what: 'The integration response has the status 404, and the method of line 12 has method responses for 200 alone. On AWS such a request ends in 500: Output mapping refers to an invalid method response: 404.',
      remedy: 'Add "404": {} to the method\'s "responses" (beside "200": {}, when the method has no "responses" yet).',
    });
    expect(await problemsOf({ integration, responses: { '200': {}, '404': {} } })).toEqual([]);
  });

  it('that the console’s default has is refused where the method has another', async () => {
    expect(only(await problemsOf({ integration: AWS, responses: { '204': {} } })).remedy).toBe(
      'Add "responses": { "default": { "statusCode": 204 } } to the integration.',
    );
  });

  it('is three digits from 100 to 599', async () => {
    const wrong = async (statusCode: unknown) =>
      codes(await problemsOf({ integration: { ...AWS, responses: { default: { statusCode } } } }));
    expect(await wrong('OK')).toEqual(['error config-bad-value']);
    expect(await wrong(600)).toEqual(['error config-bad-value']);
    expect(codes(await problemsOf({ responses: { default: {} } }))).toEqual(['error config-bad-name']);
  });
});

describe('a selection pattern', () => {
  it('that Java refuses is told', async () => {
    const integration = { ...AWS, responses: { default: { statusCode: 200 }, '(open': { statusCode: 404 } } };
    expect(only(await problemsOf({ integration, responses: { '200': {}, '404': {} } })).code).toBe(
      'config-selection-pattern',
    );
  });

  it('may have what only Java has', async () => {
    const integration = { ...AWS, responses: { default: { statusCode: 200 }, '(?i)a++\\Q(\\E': { statusCode: 404 } } };
    expect(await problemsOf({ integration, responses: { '200': {}, '404': {} } })).toEqual([]);
  });
});

describe('a model', () => {
  it('that a method names and isn’t there is told with the nearest', async () => {
    const models = { NewPet: { type: 'object' } };
    expect(
      only(
        await problemsOf({ requestValidator: 'body', requestModels: { 'application/json': 'NewPets' } }, { models }),
      ),
    ).toMatchObject({
      code: 'config-unknown-model',
      what: 'There is no model "NewPets". AWS says: Invalid model identifier specified: NewPets.',
      remedy: 'Write "NewPet", or add the model to "models".',
    });
    expect(
      only(await problemsOf({ responses: { '200': { responseModels: { 'application/json': 'Pet' } } } })).code,
    ).toBe('config-unknown-model');
    expect(await problemsOf({ requestValidator: 'body', requestModels: { 'application/json': 'Empty' } })).toEqual([]);
  });

  it.each([
    [{ type: 'objekt' }, '"type" is "objekt"'],
    [{ properties: { a: { required: true } } }, '"required" is true'],
    [{ required: [] }, '"required" is []'],
    [{ properties: [] }, '"properties" is []'],
    [{ items: [{ enum: [] }] }, '"enum" is []'],
    [{ minimum: 1, exclusiveMinimum: 2 }, '"exclusiveMinimum" is 2'],
    [{ pattern: 1 }, '"pattern" is 1'],
    [{ allOf: [{ $ref: '#/models/Gone' }] }, 'There is no model "Gone"'],
  ])('%j is no schema of draft 4', async (schema, text) => {
    expect(only((await load({ models: { Pet: schema } })).problems).what).toContain(text);
  });
});
