import { describe, expect, it } from 'vitest';
import type { Template } from '../../../emulator/config/types.ts';
import { codes, load, loadApi, loadMethod, only } from '../fixture.ts';

const AWS = { type: 'AWS', function: 'hello' };
const URI =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:hello/invocations';

describe('a method', () => {
  it('without responses gets what the console’s wizard makes', async () => {
    const method = await loadMethod('/pets', 'GET', { GET: { integration: AWS } });
    expect(method.methodResponses).toMatchObject({
      '200': { statusCode: '200', responseParameters: {}, responseModels: { 'application/json': 'Empty' } },
    });
    expect(method.integration).toMatchObject({
      type: 'AWS',
      uri: URI,
      httpMethod: 'POST',
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29_000,
      cacheKeyParameters: [],
      requestParameters: {},
      requestTemplates: {},
      responses: [{ statusCode: '200', responseParameters: {}, responseTemplates: {} }],
    });
    expect(method.integration?.connectionType).toBeUndefined();
  });

  it('with responses gets nothing beside them', async () => {
    const method = await loadMethod('/pets', 'GET', {
      GET: { integration: { ...AWS, responses: { '': { statusCode: 201 } } }, responses: { '201': {} } },
    });
    expect(Object.keys(method.methodResponses)).toEqual(['201']);
    expect(method.methodResponses['201']?.responseModels).toEqual({});
    expect(method.integration?.responses).toMatchObject([{ statusCode: '201', selectionPattern: '' }]);
  });

  it('may have no responses at all', async () => {
    const method = await loadMethod('/pets', 'GET', { GET: { integration: { ...AWS, responses: {} }, responses: {} } });
    expect(method.methodResponses).toEqual({});
    expect(method.integration?.responses).toEqual([]);
  });

  it('without an integration can be described', async () => {
    expect((await loadMethod('/pets', 'GET', { GET: { operationName: 'listPets' } })).integration).toBeUndefined();
  });

  it('declares the variables of its path', async () => {
    const method = await loadMethod('/pets/{id}/{rest+}', 'GET', {
      GET: {
        requestParameters: { 'method.request.header.x': true },
        integration: { ...AWS, requestParameters: { 'integration.request.header.id': 'method.request.path.id' } },
      },
    });
    expect(method.requestParameters).toEqual({
      'method.request.path.id': true,
      'method.request.path.rest': true,
      'method.request.header.x': true,
    });
  });
});

describe('an integration', () => {
  it('of an exported document can be pasted', async () => {
    const method = await loadMethod('/pets', 'GET', {
      GET: {
        integration: {
          type: 'http_proxy',
          httpMethod: 'ANY',
          uri: 'https://example.com/pets',
          passthroughBehavior: 'when_no_templates',
          connectionType: 'INTERNET',
          responses: { default: { statusCode: '200' } },
        },
      },
    });
    expect(method.integration).toMatchObject({
      type: 'HTTP_PROXY',
      httpMethod: 'ANY',
      passthroughBehavior: 'WHEN_NO_TEMPLATES',
      connectionType: 'INTERNET',
    });
  });

  it('has its responses in the order of their status', async () => {
    const method = await loadMethod('/pets', 'GET', {
      GET: {
        integration: {
          ...AWS,
          responses: { 'b.*': { statusCode: 500 }, 'a.*': { statusCode: '404' }, default: { statusCode: 200 } },
        },
        responses: { '200': {}, '404': {}, '500': {} },
      },
    });
    expect(
      method.integration?.responses.map(({ statusCode, selectionPattern }) => [statusCode, selectionPattern]),
    ).toEqual([
      ['200', undefined],
      ['404', 'a.*'],
      ['500', 'b.*'],
    ]);
  });

  it('of type MOCK keeps no uri and no method, as on AWS', async () => {
    const method = await loadMethod('/', 'GET', {
      GET: { integration: { type: 'MOCK', uri: 'x', httpMethod: 'GET' } },
    });
    expect(method.integration?.uri).toBeUndefined();
    expect(method.integration?.httpMethod).toBeUndefined();
  });

  it('reads its templates from the text or from a file, with the place of each', async () => {
    const { project } = await load(
      {
        resources: {
          '/': {
            GET: {
              integration: {
                type: 'MOCK',
                requestTemplates: { 'a/a': '{"statusCode": 200}', 'b/b': { file: 'b.vtl' } },
              },
            },
          },
        },
      },
      { 'b.vtl': '\uFEFF{"statusCode": 201}' },
    );
    const integration = project?.apis[0]?.resources[0]?.methods.get('GET')?.integration;
    const requestTemplates: Readonly<Record<string, Template>> = integration?.requestTemplates ?? {};
    expect(requestTemplates['a/a']).toMatchObject({
      text: '{"statusCode": 200}',
      inline: true,
      source: { line: 16, column: 21 },
    });
    expect(requestTemplates['b/b']).toMatchObject({
      text: '{"statusCode": 201}',
      inline: false,
      source: { line: 1, column: 1 },
    });
    expect(project?.inputs).toContain(requestTemplates['b/b']?.source.file);
  });
});

describe('the resources', () => {
  it('include the root and those between, parents first, each with an id of its own', async () => {
    const { resources } = await loadApi({ resources: { '/a/{b}/c': {}, '/a': {}, '/d/{rest+}': {} } });
    expect(resources.map(({ path, pathPart, parent }) => [path, pathPart, parent])).toEqual([
      ['/', undefined, undefined],
      ['/a', 'a', '/'],
      ['/a/{b}', '{b}', '/a'],
      ['/a/{b}/c', 'c', '/a/{b}'],
      ['/d', 'd', '/'],
      ['/d/{rest+}', '{rest+}', '/d'],
    ]);
    expect(new Set(resources.map(({ id }) => id)).size).toBe(6);
    expect(resources.every(({ id }) => /^[a-z0-9]{10}$/.test(id))).toBe(true);
  });

  it.each([
    ['/pets/', 'config-path-slashes', 'Write "/pets".'],
    ['/pets//x', 'config-path-slashes', 'Write "/pets/x".'],
    ['/pets/a{b}', 'config-path-part', 'curly braces at the beginning and the end'],
    ['/pets/a b', 'config-path-part', "Resource's path part only allow"],
    ['/pets/{}', 'config-path-part', ''],
    [
      '/{proxy+}/x',
      'config-child-of-greedy',
      'Cannot create a child of a resource with a greedy path variable: {proxy+}',
    ],
  ])('refuse %s', async (path, code, text) => {
    const problem = only((await load({ resources: { [path]: {} } })).problems);
    expect(problem.code).toBe(code);
    expect(`${problem.what} ${problem.remedy}`).toContain(text);
  });

  it('refuse two paths that are the same', async () => {
    const { problems } = await load({ resources: { '/pets/': {}, '/pets': {} } });
    expect(only(problems)).toMatchObject({
      code: 'config-resource-clash',
      what: '"/pets/" is the same resource as "/pets" on line 12.',
    });
  });

  it('refuse two variables below one parent, in AWS’s words', async () => {
    const { problems } = await load({ resources: { '/pets/{id}': {}, '/pets/{petId}/toys': {} } });
    expect(only(problems)).toMatchObject({
      code: 'config-sibling-variable',
      what: '{petId} would stand beside /pets/{id} of line 11. AWS says: A sibling ({id}) of this resource already has a variable path part -- only one is allowed.',
      remedy: 'Write "/pets/{id}/toys", with the name that the other path has.',
    });
    const greedy = await load({ resources: { '/{proxy+}': {}, '/{other+}': {} } });
    expect(codes(greedy.problems)).toEqual(['error config-sibling-variable']);
  });
});

describe('the models', () => {
  it('are Empty, Error and those that are written', async () => {
    const { models } = await loadApi({ models: { Pet: { type: 'object', description: 'A pet' } } });
    expect([...models.keys()]).toEqual(['Empty', 'Error', 'Pet']);
    expect(models.get('Empty')).toMatchObject({
      contentType: 'application/json',
      description: 'This is a default empty schema model',
      schema: { $schema: 'http://json-schema.org/draft-04/schema#', title: 'Empty Schema', type: 'object' },
    });
    expect(models.get('Error')?.schema).toMatchObject({ properties: { message: { type: 'string' } } });
    expect(models.get('Pet')).toMatchObject({ description: 'A pet', schema: { type: 'object', description: 'A pet' } });
  });

  it('refer to each other in AWS’s way', async () => {
    const foreign = 'https://apigateway.amazonaws.com/restapis/abc123/models/Pet';
    const { id, models } = await loadApi({
      models: {
        Pet: {
          properties: { friends: { items: { $ref: '#/models/Pet' } }, tag: { $ref: '#/definitions/Tag' } },
          definitions: { Tag: {} },
        },
        Pets: { oneOf: [{ type: 'null' }, { $ref: foreign }] },
      },
    });
    const reference = `https://apigateway.amazonaws.com/restapis/${id}/models/Pet`;
    expect(models.get('Pet')?.schema).toMatchObject({
      properties: { friends: { items: { $ref: reference } }, tag: { $ref: '#/definitions/Tag' } },
    });
    expect(models.get('Pets')?.schema).toEqual({ oneOf: [{ type: 'null' }, { $ref: reference }] });
  });
});

describe('the request validators', () => {
  it('have short names for the console’s three, which are made when they are used', async () => {
    const names = ['body', 'params', 'full', 'Validate body'];
    const methods = ['GET', 'PUT', 'POST', 'DELETE'];
    const resource = Object.fromEntries(names.map((requestValidator, index) => [methods[index], { requestValidator }]));
    const { resources, requestValidators } = await loadApi({ resources: { '/': resource } });

    expect(methods.map((name) => resources[0]?.methods.get(name as 'GET')?.requestValidator)).toEqual([
      'Validate body',
      'Validate query string parameters and headers',
      'Validate body, query string parameters, and headers',
      'Validate body',
    ]);
    expect(
      [...requestValidators.values()].map((one) => [one.validateRequestBody, one.validateRequestParameters]),
    ).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
    expect((await loadApi({ resources: { '/': {} } })).requestValidators.size).toBe(0);
  });

  it('that are written come first', async () => {
    const { resources, requestValidators } = await loadApi({
      requestValidators: { body: { validateRequestParameters: true } },
      resources: { '/': { GET: { requestValidator: 'body' } } },
    });
    expect(resources[0]?.methods.get('GET')?.requestValidator).toBe('body');
    expect([...requestValidators.values()]).toMatchObject([
      { name: 'body', validateRequestBody: false, validateRequestParameters: true },
    ]);
  });

  it('that aren’t there are told with the nearest', async () => {
    const { problems } = await load({ resources: { '/': { GET: { requestValidator: 'boddy' } } } });
    expect(only(problems)).toMatchObject({
      code: 'config-unknown-validator',
      remedy: 'Write "body", or add the request validator to "requestValidators".',
    });
  });
});

describe('the gateway responses', () => {
  it('are those that are written, with templates from the text or a file', async () => {
    const { project } = await load(
      {
        gatewayResponses: {
          THROTTLED: { statusCode: 503 },
          UNAUTHORIZED: { responseTemplates: { 'application/json': '{}', 'text/plain': { file: 'no.txt' } } },
        },
      },
      { 'no.txt': 'no' },
    );
    const responses = project?.apis[0]?.gatewayResponses;
    expect(responses?.get('THROTTLED')).toMatchObject({
      responseType: 'THROTTLED',
      statusCode: 503,
      responseParameters: {},
    });
    expect(responses?.get('UNAUTHORIZED')?.responseTemplates).toEqual({ 'application/json': '{}', 'text/plain': 'no' });
    expect(responses?.get('UNAUTHORIZED')?.statusCode).toBeUndefined();
  });

  it('warn that REQUEST_TOO_LARGE is ignored by AWS', async () => {
    const { problems } = await load({ corsOnErrors: true, gatewayResponses: { REQUEST_TOO_LARGE: {} } });
    expect(codes(problems)).toEqual(['warning config-ignored-gateway-response']);
  });
});

describe('what an integration calls', () => {
  it.each([
    [{ type: 'AWS', function: 'hello', uri: URI }, 'has a "function" and a "uri"'],
    [{ type: 'MOCK', function: 'hello' }, "can't call a function"],
    [{ type: 'HTTP', function: 'hello', httpMethod: 'GET' }, "can't call a function"],
    [{ type: 'AWS' }, 'says nothing to call'],
    [{ type: 'HTTP_PROXY', httpMethod: 'GET' }, 'says nothing to call'],
    [{ type: 'HTTP', uri: 'https://a.test' }, 'Enumeration value for HttpMethod must be non-empty'],
    [{ type: 'AWS', uri: URI }, 'Enumeration value for HttpMethod must be non-empty'],
    [{ type: 'HTTP', uri: 'a.test', httpMethod: 'GET' }, 'Invalid HTTP endpoint specified for URI'],
    [{ type: 'AWS', uri: 'https://a.test', httpMethod: 'POST' }, 'Invalid ARN specified in the request'],
    [
      { type: 'AWS', uri: 'arn:aws:apigateway:us-east-1:lambda:x', httpMethod: 'POST' },
      'AWS ARN for integration must contain path or action',
    ],
    [
      { type: 'AWS_PROXY', uri: 'arn:aws:apigateway:us-east-1:sqs:path/1/q', httpMethod: 'POST' },
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    ],
  ])('is refused: %j', async (integration, text) => {
    const { problems } = await load({ resources: { '/': { GET: { integration } } } });
    expect(only(problems).what).toContain(text);
  });

  it('is warned of when Lambda is called with another method than POST', async () => {
    const { project, problems } = await load({
      resources: { '/': { GET: { integration: { ...AWS, httpMethod: 'GET' } } } },
    });
    expect(codes(problems)).toEqual(['warning config-lambda-method']);
    expect(project?.apis[0]?.resources[0]?.methods.get('GET')?.integration?.httpMethod).toBe('GET');
  });

  it('may be a URL with a stage variable in it', async () => {
    const integration = { type: 'HTTP', httpMethod: 'GET', uri: 'http://${stageVariables.host}/pets' };
    expect((await load({ resources: { '/': { GET: { integration } } } })).problems).toEqual([]);
  });
});

describe('two integration responses', () => {
  it('of one status are refused: AWS keeps one', async () => {
    const responses = { default: { statusCode: 200 }, 'x.*': { statusCode: '200' } };
    expect(
      only((await load({ resources: { '/': { GET: { integration: { ...AWS, responses } } } } })).problems).code,
    ).toBe('config-status-twice');
  });

  it('that are both the default are refused', async () => {
    const responses = { default: { statusCode: 200 }, '': { statusCode: '404' } };
    const method = { integration: { ...AWS, responses }, responses: { '200': {}, '404': {} } };
    expect(only((await load({ resources: { '/': { GET: method } } })).problems).code).toBe('config-default-twice');
  });
});

describe('minimumCompressionSize', () => {
  it('is the API’s, and isn’t there unless it is written', async () => {
    expect((await loadApi({ minimumCompressionSize: 0 })).minimumCompressionSize).toBe(0);
    expect(await loadApi({})).not.toHaveProperty('minimumCompressionSize');
  });

  it.each([-1, 10_485_761, 0.5, '1024', null])('can’t be %j', async (minimumCompressionSize) => {
    const { problems } = await load({ minimumCompressionSize });
    expect(problems[0]?.severity).toBe('error');
  });
});
