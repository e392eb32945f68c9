import { describe, expect, it } from 'vitest';
import { GatewayReject } from '../../../emulator/gateway/gateway-responses/reject.ts';
import { matchRoute } from '../../../emulator/gateway/route-match/match.ts';
import { api, call, integration, LAMBDA_URI, request, returned } from '../../helpers/gateway.ts';

const petRescue = api({
  '/': { GET: {} },
  '/pets': { GET: {}, POST: {} },
  '/pets/{id}': { GET: {} },
  '/pets/lost': { GET: {} },
  '/files/{proxy+}': { ANY: {} },
  '/{proxy+}': { OPTIONS: {}, DELETE: {} },
});

function route(target: string, httpMethod = 'GET') {
  try {
    const { resource, method, pathParameters } = matchRoute(request(target, { method: httpMethod }), petRescue);
    return [`${method.httpMethod} ${resource.path}`, pathParameters];
  } catch (error) {
    return error instanceof GatewayReject ? error : Promise.reject(error);
  }
}

describe('route match', () => {
  it.each([
    ['/', 'GET /', undefined],
    ['', 'GET /', undefined],
    ['/pets', 'GET /pets', undefined],
    ['/pets/', 'GET /pets', undefined],
    ['//pets', 'GET /pets', undefined],
    ['/pets//7', 'GET /pets/{id}', { id: '7' }],
    ['/pets/7', 'GET /pets/{id}', { id: '7' }],
    ['/pets/a%2Fb', 'GET /pets/{id}', { id: 'a%2Fb' }],
    ['/pets/lost', 'GET /pets/lost', undefined],
    ['/files/a/b//c/', 'ANY /files/{proxy+}', { proxy: 'a/b//c' }],
  ])('sends GET %s to %s', (target, expected, pathParameters) => {
    expect(route(target)).toEqual([expected, pathParameters]);
  });

  it('goes on to a greedy resource when the resource that fits lacks the method', () => {
    expect(route('/pets', 'OPTIONS')).toEqual(['OPTIONS /{proxy+}', { proxy: 'pets' }]);
    expect(route('/pets/7', 'DELETE')).toEqual(['DELETE /{proxy+}', { proxy: 'pets/7' }]);
  });

  it('does not stretch a greedy variable over nothing', () => {
    expect(route('/files')).toMatchObject({ type: 'MISSING_AUTHENTICATION_TOKEN' });
  });

  it('does not let HEAD fall back to GET', () => {
    expect(route('/pets', 'HEAD')).toMatchObject({ type: 'MISSING_AUTHENTICATION_TOKEN' });
  });

  it('keeps ANY to the seven methods that it stands for', () => {
    expect(route('/files/a', 'PROPFIND')).toMatchObject({ type: 'MISSING_AUTHENTICATION_TOKEN' });
  });

  it('tells the developer whether the path or the method is missing', () => {
    expect(route('/pets', 'PUT')).toMatchObject({ explanation: { code: 'gateway-no-method' } });
    const small = api({ '/pets': { GET: {} } });
    expect(() => matchRoute(request('/pest'), small)).toThrow(
      expect.objectContaining({
        clientMessage: 'Missing Authentication Token',
        explanation: expect.objectContaining({
          code: 'gateway-no-resource',
          remedy: expect.stringContaining('Did you mean /pets'),
        }),
      }),
    );
  });

  it('reads the Authorization header of an unmatched request as a signature that is none', async () => {
    const sent = request('/cats', { headers: [['authorization', 'Bearer abc']] });
    expect(() => matchRoute(sent, petRescue)).toThrow(
      /^Invalid key=value pair \(missing equal-sign\) in Authorization header .*: '[A-Za-z0-9+/=]{44}'\.$/,
    );
  });

  it('lists what an Authorization header with pairs lacks of a signature', () => {
    const lacks = (authorization: string) => () =>
      matchRoute(request('/cats', { headers: [['authorization', authorization]] }), petRescue);
    expect(lacks('Basic YWxhZGRpbjpvcGVu==')).toThrow(
      /^Authorization header requires 'Credential' parameter\. .*'SignedHeaders' parameter\. .*a 'Date' header\. \(Hashed/,
    );
    expect(lacks('')).toThrow(/^Missing Authentication Token$/);
  });

  it('names the path parameters in the order of the path, whatever they are called', () => {
    const houses = api({ '/{zip}/houses/{id}/{__proto__+}': { GET: {} } });
    const { pathParameters } = matchRoute(request('/80331/houses/7/a/b'), houses);
    expect(JSON.stringify(pathParameters)).toBe('{"zip":"80331","id":"7","__proto__":"a/b"}');
  });

  it('comes back from a fixed segment that leads nowhere, level by level', () => {
    const tree = api({
      '/a/b/c': { GET: {} },
      '/a/{x}/d': { GET: {} },
      '/{y}/b/e': { GET: {} },
      '/a/{rest+}': { POST: {} },
      '/{all+}': { GET: {}, POST: {} },
    });
    const routeIn = (target: string, method = 'GET') => {
      const found = matchRoute(request(target, { method }), tree);
      return [found.resource.path, { ...found.pathParameters }];
    };
    expect(routeIn('/a/b/c')).toEqual(['/a/b/c', {}]);
    expect(routeIn('/a/b/d')).toEqual(['/a/{x}/d', { x: 'b' }]);
    expect(routeIn('/a/b/e')).toEqual(['/{y}/b/e', { y: 'a' }]);
    expect(routeIn('/a/b/f')).toEqual(['/{all+}', { all: 'a/b/f' }]);
    expect(routeIn('/a/b/f', 'POST')).toEqual(['/a/{rest+}', { rest: 'b/f' }]);
    expect(routeIn('/a', 'POST')).toEqual(['/{all+}', { all: 'a' }]);
  });

  it('prefers ANY on the nearer resource to the method itself on a farther one', () => {
    const tree = api({ '/test/any': { ANY: {} }, '/{proxy+}': { OPTIONS: {} } });
    expect(matchRoute(request('/test/any', { method: 'OPTIONS' }), tree).resource.path).toBe('/test/any');
  });

  it('matches fixed segments by the letter: capitals and escapes count', () => {
    expect(route('/Pets')).toMatchObject({ type: 'MISSING_AUTHENTICATION_TOKEN' });
    expect(route('/%70ets')).toMatchObject({ type: 'MISSING_AUTHENTICATION_TOKEN' });
  });

  it.each(['|', '{', '}'])('refuses a plain %s in the query with 400, and takes it encoded', (character) => {
    expect(route(`/pets?q=a${character}b`)).toMatchObject({
      status: 400,
      clientMessage: 'Bad Request',
      explanation: { code: 'gateway-plain-query-character' },
    });
    expect(route(`/pets?q=${encodeURIComponent(character)}`)).toEqual(['GET /pets', undefined]);
  });

  it('counts a request as the method of its X-HTTP-Method-Override', async () => {
    const methods = { GET: {}, PUT: { integration: integration({ type: 'AWS_PROXY', uri: LAMBDA_URI }) } };
    let event: Record<string, unknown> = {};
    const headers = [['x-http-method-override', 'put']] as const;
    await call(api({ '/pets': methods }), request('/pets', { method: 'POST', headers }), {
      invoke: ({ payload }) => {
        event = JSON.parse(payload);
        return returned({});
      },
    });
    expect(event).toMatchObject({ httpMethod: 'PUT', requestContext: { httpMethod: 'PUT' } });
  });

  it('refuses a malformed escape with 400, and hands it on in a greedy variable', () => {
    expect(route('/pets/%zz')).toMatchObject({ status: 400, clientMessage: 'Bad Request' });
    expect(route('/nowhere/%')).toMatchObject({ status: 400 });
    expect(route('/files/req2%Fuest')).toEqual(['ANY /files/{proxy+}', { proxy: 'req2%Fuest' }]);
  });
});
