import { describe, expect, it } from 'vitest';
import type { RestApi } from '../../../emulator/config/types.ts';
import { type TestInvokeInput, testInvokeMethod } from '../../../emulator/gateway/test-invoke/test-invoke.ts';
import { api, integration, LAMBDA_URI, outside, returned } from '../../helpers/gateway.ts';

const PROXY = integration({ type: 'AWS_PROXY', uri: LAMBDA_URI });

async function test(of: RestApi, input: TestInvokeInput, effects: Parameters<typeof outside>[0] = {}) {
  return (await testInvokeMethod(input, of, outside(effects))).result;
}

/** The event that a proxy function gets of a test. */
async function eventOf(input: Partial<TestInvokeInput>, resourcePath = '/pets') {
  let event: unknown;
  const pets = api({ [resourcePath]: { ANY: { integration: PROXY } } });
  await test(
    pets,
    { resourcePath, httpMethod: 'GET', ...input },
    {
      invoke: ({ payload }) => {
        event = JSON.parse(payload);
        return returned({});
      },
    },
  );
  return event;
}

describe('TestInvokeMethod', () => {
  it('knows the caller as somebody of the account and no endpoint in front of the API', async () => {
    expect(await eventOf({})).toMatchObject({
      path: '/pets',
      headers: null,
      multiValueHeaders: null,
      stageVariables: null,
      requestContext: {
        stage: 'test-invoke-stage',
        path: '/pets',
        domainPrefix: 'testPrefix',
        domainName: 'testPrefix.testDomainName',
        identity: {
          apiKey: 'test-invoke-api-key',
          apiKeyId: 'test-invoke-api-key-id',
          sourceIp: 'test-invoke-source-ip',
          accountId: '000000000000',
          userArn: 'arn:aws:iam::000000000000:root',
        },
      },
    });
  });

  it('hands on the headers that were given and no other', async () => {
    expect(await eventOf({ headers: { 'x-colour': 'red' } })).toMatchObject({
      headers: { 'x-colour': 'red' },
      multiValueHeaders: { 'x-colour': ['red'] },
    });
    expect(await eventOf({ multiValueHeaders: { colour: ['red', 'blue'] } })).toMatchObject({
      headers: { colour: 'blue' },
      multiValueHeaders: { colour: ['red', 'blue'] },
    });
  });

  it('has the stage variables that were given, and those of no stage', async () => {
    const source = { file: 'routes.json', line: 1, column: 1 };
    const stages = [{ name: 'v1', deploymentId: 'd', variables: { table: 'pets' }, source }];
    const http = integration({ type: 'HTTP', httpMethod: 'GET', uri: 'http://pets.test/${stageVariables.table}' });
    const pets = api({ '/': { GET: { integration: http } } }, { stages });
    const urls: string[] = [];
    const send = async ({ url }: { url: string }) => {
      urls.push(url);
      return { kind: 'answer', status: 200, headers: [], body: Buffer.alloc(0) } as const;
    };
    const call = { resourcePath: '/', httpMethod: 'GET' };
    await test(pets, call, { send });
    await test(pets, { ...call, stageVariables: { table: 'cats' } }, { send });
    expect(urls).toEqual(['http://pets.test/', 'http://pets.test/cats']);
  });

  it('takes everything behind the first question mark for the query', async () => {
    expect(await eventOf({ pathWithQueryString: '/pets?a=1?2&b=%20' })).toMatchObject({
      path: '/pets',
      queryStringParameters: { a: '1?2', b: ' ' },
    });
  });

  it('runs for a path that does not fit, without path parameters', async () => {
    expect(await eventOf({ pathWithQueryString: '/elsewhere' }, '/pets/{id}')).toMatchObject({
      path: '/elsewhere',
      resource: '/pets/{id}',
      pathParameters: null,
    });
  });

  it('finds a resource by its id, and calls the ANY method for a method that is not there', async () => {
    const pets = api({ '/pets': { ANY: { integration: PROXY } } });
    const invoke = () => returned({ statusCode: 201 });
    expect(await test(pets, { resourceId: 'resource0', httpMethod: 'put' }, { invoke })).toMatchObject({ status: 201 });
  });

  it.each([
    [{ resourcePath: '/dogs', httpMethod: 'GET' }, 'Invalid Resource identifier specified'],
    [{ resourceId: 'none', httpMethod: 'GET' }, 'Invalid Resource identifier specified'],
    [{ resourcePath: '/pets', httpMethod: 'POST' }, 'Invalid Method identifier specified'],
  ])('refuses %j', async (input, message) => {
    const pets = api({ '/pets': { GET: {} } });
    await expect(test(pets, input)).rejects.toMatchObject({ name: 'NotFoundException', message, statusCode: 404 });
  });

  it('asks for no authorizer and no API key', async () => {
    const pets = api({
      '/pets': { GET: { integration: PROXY, apiKeyRequired: true, authorizationType: 'CUSTOM', authorizer: 'guard' } },
    });
    const call = { resourcePath: '/pets', httpMethod: 'GET' };
    expect(await test(pets, call, { invoke: () => returned({}) })).toMatchObject({ status: 200 });
  });

  it('sends a backend no X-Forwarded headers', async () => {
    const uri = 'http://pets.test/';
    const pets = api({ '/': { GET: { integration: integration({ type: 'HTTP_PROXY', httpMethod: 'GET', uri }) } } });
    let names: string[] = [];
    await test(
      pets,
      { resourcePath: '/', httpMethod: 'GET', headers: { colour: 'red' } },
      {
        send: async ({ headers }) => {
          names = headers.map(([name]) => name);
          return { kind: 'answer', status: 200, headers: [], body: Buffer.alloc(0) };
        },
      },
    );
    expect(names).toEqual(['colour', 'User-Agent', 'X-Amzn-Apigateway-Api-Id', 'X-Amzn-Trace-Id']);
  });
});

describe('the answer of TestInvokeMethod', () => {
  const call = { resourcePath: '/', httpMethod: 'GET' };

  it('has the trace id, the mapped headers and the content type of a custom integration', async () => {
    const aws = integration({ type: 'AWS', uri: LAMBDA_URI });
    const result = await test(api({ '/': { GET: { integration: aws } } }), call, { invoke: () => returned({}) });
    expect(Object.keys(result.headers)).toEqual(['X-Amzn-Trace-Id', 'Content-Type']);
  });

  it('has the headers of a proxy function as they came, and no content type of the gateway', async () => {
    const pets = api({ '/': { GET: { integration: PROXY } } });
    const multiValueHeaders = { 'Set-Cookie': ['a=1', 'b=2'] };
    const bare = await test(pets, call, { invoke: () => returned({ multiValueHeaders }) });
    expect(bare.multiValueHeaders).toEqual({
      'Set-Cookie': ['a=1', 'b=2'],
      'X-Amzn-Trace-Id': [expect.stringMatching(/^Root=1-/)],
    });
    expect(bare.headers['Set-Cookie']).toBe('b=2');
    const headers = { 'Content-Type': 'text/html', ETag: 'x' };
    const typed = await test(pets, call, { invoke: () => returned({ headers }) });
    expect(Object.keys(typed.headers)).toEqual(['Content-Type', 'ETag', 'X-Amzn-Trace-Id']);
  });

  it('has of a refusal the error type, and what a gateway response sets', async () => {
    const mock = integration({ type: 'MOCK', requestTemplates: {} });
    const source = { file: 'routes.json', line: 1, column: 1 };
    const responseParameters = { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" };
    const plain = await test(api({ '/': { GET: { integration: mock } } }), call);
    expect(plain).toMatchObject({ status: 500, headers: { 'x-amzn-ErrorType': 'InternalServerErrorException' } });
    expect(Object.keys(plain.multiValueHeaders)).toEqual(['x-amzn-ErrorType']);
    const gatewayResponses = new Map([
      ['DEFAULT_5XX', { responseType: 'DEFAULT_5XX', responseParameters, source }] as const,
    ]);
    const own = await test(api({ '/': { GET: { integration: mock } } }, { gatewayResponses }), call);
    expect(own.headers).toMatchObject({ 'Access-Control-Allow-Origin': '*' });
    expect(own.log).toContain(' : Gateway response type: DEFAULT_5XX with status code: 500\n');
  });
});
