import { describe, expect, it } from 'vitest';
import type { GatewayRequest } from '../../../emulator/gateway/exchange.ts';
import { api, call, integration, LAMBDA_URI, request, returned } from '../../helpers/gateway.ts';

const proxy = integration({ type: 'AWS_PROXY', uri: LAMBDA_URI });
const petRescue = api({ '/pets': { ANY: { integration: proxy } }, '/files/{proxy+}': { ANY: { integration: proxy } } });

async function eventOf(target: string, parts: Partial<GatewayRequest> = {}, of = petRescue) {
  let event: unknown;
  const { reply } = await call(of, request(target, parts), {
    invoke: ({ payload }) => {
      event = JSON.parse(payload);
      return returned({});
    },
  });
  expect(reply.status).toBe(200);
  return event as Record<string, unknown> & { requestContext: Record<string, unknown> };
}

describe('the event of a Lambda proxy integration', () => {
  it('has these keys in this order, and null where there is nothing', async () => {
    const event = await eventOf('/pets');
    expect(Object.keys(event)).toEqual([
      'resource',
      'path',
      'httpMethod',
      'headers',
      'multiValueHeaders',
      'queryStringParameters',
      'multiValueQueryStringParameters',
      'pathParameters',
      'stageVariables',
      'requestContext',
      'body',
      'isBase64Encoded',
    ]);
    expect(event).toMatchObject({
      resource: '/pets',
      path: '/pets',
      httpMethod: 'GET',
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  it('has the recorded requestContext', async () => {
    const { requestContext } = await eventOf('/pets', { headers: [['user-agent', 'curl/8']] });
    expect(requestContext).toEqual({
      accountId: '000000000000',
      apiId: 'abcdefghij',
      deploymentId: 'dep123',
      domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
      domainPrefix: 'abcdefghij',
      extendedRequestId: 'q6urq6urq6urq6u=',
      httpMethod: 'GET',
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: '192.0.2.1',
        user: null,
        userAgent: 'curl/8',
        userArn: null,
      },
      path: '/v1/pets',
      protocol: 'HTTP/1.1',
      requestId: '9d7959b4-3241-400a-816a-03112dc50e82',
      requestTime: '21/Apr/2025:15:08:21 +0000',
      requestTimeEpoch: 1745248101000,
      resourceId: 'resource0',
      resourcePath: '/pets',
      stage: 'v1',
    });
  });

  it('names the operation of a method that has one', async () => {
    const named = api({ '/pets': { ANY: { integration: proxy, operationName: 'listPets' } } });
    const { requestContext } = await eventOf('/pets', {}, named);
    expect(requestContext).toMatchObject({ operationName: 'listPets', resourcePath: '/pets' });
  });

  it('decodes the query as a form and keeps the last of several values apart from all', async () => {
    const event = await eventOf('/pets?x=1&x=2&mail=a%2Bb@c.d&plus=a+b&bad=%zz&flag');
    expect(event.queryStringParameters).toEqual({ x: '2', mail: 'a+b@c.d', plus: 'a b', bad: '%zz', flag: '' });
    expect(event.multiValueQueryStringParameters).toMatchObject({ x: ['1', '2'] });
  });

  it('names each parameter once, in the order in which they first came, with all of its values', async () => {
    const event = await eventOf('/pets?b=1&a=2&b=3&c=4&a=5');
    expect(JSON.stringify(event.queryStringParameters)).toBe('{"b":"3","a":"5","c":"4"}');
    expect(JSON.stringify(event.multiValueQueryStringParameters)).toBe('{"b":["1","3"],"a":["2","5"],"c":["4"]}');
  });

  it('splits a query at plain semicolons', async () => {
    const event = await eventOf('/pets?a=1;b=2&c=3%3B4;;');
    expect(event.queryStringParameters).toEqual({ a: '1', b: '2', c: '3;4' });
  });

  it('does not decode the path, and drops a trailing slash only from the parameter', async () => {
    const event = await eventOf('/files/a%2Bb+c@d/');
    expect(event).toMatchObject({ path: '/files/a%2Bb+c@d/', pathParameters: { proxy: 'a%2Bb+c@d' } });
  });

  it('sorts header names, spells a few its own way, and leaves out what never passes', async () => {
    const event = await eventOf('/pets', {
      headers: [
        ['tEsT-HEADeR', 'one'],
        ['aUThorization', 'secret'],
        ['user-agent', 'curl/8'],
        ['Connection', 'keep-alive'],
        ['Content-Length', '0'],
        ['TE', 'trailers'],
        ['tEsT-HEADeR', 'two'],
      ],
    });
    expect(event.headers).toEqual({
      Authorization: 'secret',
      'User-Agent': 'curl/8',
      'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      'X-Forwarded-For': '192.0.2.1',
      'X-Forwarded-Port': '443',
      'X-Forwarded-Proto': 'https',
      'tEsT-HEADeR': 'two',
    });
    expect(event.multiValueHeaders).toMatchObject({ 'tEsT-HEADeR': ['one', 'two'] });
    expect(Object.keys(event.headers as object)).toEqual(Object.keys(event.headers as object).toSorted());
  });

  it('is not fooled by names that JavaScript objects know', async () => {
    const event = await eventOf('/pets?__proto__=x&constructor=y', { headers: [['__proto__', 'z']] });
    expect(JSON.stringify(event.queryStringParameters)).toBe('{"__proto__":"x","constructor":"y"}');
    expect(JSON.stringify(event.multiValueHeaders)).toContain('"__proto__":["z"]');
  });

  it('carries a body of a binary media type as base64, any other as text', async () => {
    const binary = api({ '/pets': { ANY: { integration: proxy } } }, { binaryMediaTypes: ['image/*'] });
    const body = Buffer.from([0xff, 0x00, 0x41]);
    const image = await eventOf('/pets', { body, headers: [['Content-Type', 'image/png']] }, binary);
    expect(image).toMatchObject({ body: '/wBB', isBase64Encoded: true });
    const text = await eventOf('/pets', { body, headers: [['Content-Type', 'text/plain']] }, binary);
    expect(text).toMatchObject({ body: '\ufffd\u0000A', isBase64Encoded: false });
  });
});
