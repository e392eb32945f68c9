import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/options.ts';
import { projectFolder, save, startEmulator } from '../helpers/emulator.ts';
import { raw } from '../helpers/raw.ts';
import { iamUser, sign } from '../helpers/sign.ts';

const ECHO = 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });';
const AUTHORIZER = `exports.handler = async ({ path, requestContext, methodArn }) => ({
  principalId: 'somebody',
  context: { path, contextPath: requestContext.path, methodArn },
  policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
});`;

const integration = { type: 'AWS_PROXY', function: 'echo' };

function routes(customDomains: object, more: object = {}): object {
  return {
    name: 'shop',
    stages: { v1: {}, v2: { variables: { color: 'blue' } } },
    customDomains,
    functions: { echo: { handler: 'echo.handler' }, gate: { handler: 'gate.handler' } },
    authorizers: { gate: { type: 'REQUEST', function: 'gate', authorizerResultTtlInSeconds: 0 } },
    resources: {
      '/': { GET: { integration } },
      '/pets': { GET: { integration } },
      '/pets/{id}': { GET: { integration } },
      '/guarded': { GET: { authorizationType: 'CUSTOM', authorizer: 'gate', integration } },
      '/context': {
        GET: {
          integration: {
            type: 'MOCK',
            requestTemplates: { 'application/json': '{"statusCode": 200}' },
            responses: {
              default: {
                statusCode: '200',
                responseTemplates: {
                  'application/json':
                    '$context.path $context.resourcePath $context.domainName $context.domainPrefix $context.stage $context.customDomain.basePathMatched',
                },
              },
            },
          },
          responses: { 200: {} },
        },
      },
    },
    ...more,
  };
}

const MAPPINGS = {
  'api.pets.localhost': {
    basePathMappings: { '(none)': { stage: 'v1' }, shop: { stage: 'v1' }, 'shop/v2': { stage: 'v2' } },
  },
};

async function serve(config: object) {
  const root = await projectFolder({ 'echo.js': ECHO, 'gate.js': AUTHORIZER, 'routes.json': config });
  return { root, ...(await startEmulator({ root })) };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

function get({ url }: Emulator, host: string, path: string, headers: object = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers: { ...headers, Host: host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

async function eventOf(emulator: Emulator, host: string, path: string) {
  const answer = await get(emulator, host, path);
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body);
}

describe('a custom domain', () => {
  it('leads to the mapping with the longest base path, by whole segments', async () => {
    const { emulator } = await serve(routes(MAPPINGS));
    const shown = async (path: string) => {
      const { path: eventPath, resource, requestContext } = await eventOf(emulator, 'api.pets.localhost', path);
      return [eventPath, resource, requestContext.stage, requestContext.customDomain.basePathMatched];
    };
    expect(await shown('/pets/7')).toEqual(['/pets/7', '/pets/{id}', 'v1', '(none)']);
    expect(await shown('/shop/pets/7')).toEqual(['/shop/pets/7', '/pets/{id}', 'v1', 'shop']);
    expect(await shown('/shop/v2/pets')).toEqual(['/shop/v2/pets', '/pets', 'v2', 'shop/v2']);
    expect(await shown('/shop/v2')).toEqual(['/shop/v2', '/', 'v2', 'shop/v2']);
    expect(await shown('/shop/v2/')).toEqual(['/shop/v2/', '/', 'v2', 'shop/v2']);
    expect(await shown('/')).toEqual(['/', '/', 'v1', '(none)']);
    // No whole segment: the mapping of the root takes it, whose API has no such resource.
    expect((await get(emulator, 'api.pets.localhost', '/shopping')).body).toBe(
      '{"message":"Missing Authentication Token"}',
    );
  });

  it('is in the context as the domain of the request, with the base path in its path', async () => {
    const { emulator } = await serve(routes(MAPPINGS));
    const { port } = new URL(emulator.url);
    const { requestContext } = await eventOf(emulator, `API.pets.localhost:${port}`, '/shop/pets/7?a=b');
    expect(requestContext).toMatchObject({
      resourcePath: '/pets/{id}',
      path: '/shop/pets/7',
      domainName: 'API.pets.localhost',
      domainPrefix: 'API',
      customDomain: { basePathMatched: 'shop' },
    });
    expect((await get(emulator, 'api.pets.localhost', '/shop/v2/context')).body).toBe(
      '/shop/v2/context /context api.pets.localhost api v2 shop/v2',
    );
    const own = await eventOf(emulator, `127.0.0.1:${port}`, '/v1/pets/7');
    expect(own.path).toBe('/pets/7');
    expect(own.requestContext).not.toHaveProperty('customDomain');
    expect(own.requestContext.domainPrefix).toBe(own.requestContext.apiId);
  });

  it('hands an authorizer the path with the base path, and the ARN without it', async () => {
    const { emulator } = await serve(routes(MAPPINGS));
    const { requestContext } = await eventOf(emulator, 'api.pets.localhost', '/shop/guarded');
    expect(requestContext.authorizer).toMatchObject({ path: '/shop/guarded', contextPath: '/shop/guarded' });
    expect(requestContext.authorizer.methodArn).toMatch(/\/v1\/GET\/guarded$/);
    expect(requestContext.customDomain).toEqual({ basePathMatched: 'shop' });
  });

  it('answers 403 Forbidden for a path that no mapping takes, with the mappings in the explanation', async () => {
    const { emulator, next } = await serve(
      routes({ 'api.pets.localhost': { basePathMappings: { shop: { stage: 'v1' } } } }),
    );
    const { status, headers, body } = await get(emulator, 'api.pets.localhost', '/v1/pets');
    expect([status, body, headers['x-amzn-errortype']]).toEqual([403, '{"message":"Forbidden"}', 'ForbiddenException']);
    const refused = await next((event) => event.kind === 'refused');
    expect(refused.explanation.code).toBe('gateway-no-mapping');
    expect(refused.explanation.what).toContain('/shop');
    // The other addresses of stages are none of the domain's.
    const { id } = emulator.project.apis[0] ?? { id: '' };
    for (const path of ['/shopping', '/', `/restapis/${id}/v1/_user_request_/pets`]) {
      expect((await get(emulator, 'api.pets.localhost', path)).status).toBe(403);
    }
    expect((await get(emulator, 'other.pets.localhost', '/v1/pets')).status).toBe(200);
  });

  it('has no stage in its paths, and says so', async () => {
    const { emulator, next } = await serve(routes(MAPPINGS));
    const answer = await get(emulator, 'api.pets.localhost', '/shop/v2/v2/pets/7');
    expect([answer.status, answer.body]).toEqual([403, '{"message":"Missing Authentication Token"}']);
    const { trace } = await next((event) => event.kind === 'exchange');
    expect(trace.rejection?.explanation).toMatchObject({
      code: 'gateway-stage-repeated',
      remedy: 'Call api.pets.localhost/shop/v2/pets/7.',
    });
  });

  it('says which address to call where the path has the stage twice below a mapping without one', async () => {
    const { emulator, next } = await serve(routes({ 'api.pets.localhost': { basePathMappings: { shop: {} } } }));
    expect((await get(emulator, 'api.pets.localhost', '/shop/v2/v2/pets/7')).status).toBe(403);
    const { trace } = await next((event) => event.kind === 'exchange');
    expect(trace.rejection?.explanation).toMatchObject({
      code: 'gateway-stage-repeated',
      remedy: 'Call api.pets.localhost/shop/v2/pets/7.',
    });
  });

  it('leaves the stage to the path where its mapping has none', async () => {
    const { emulator, next } = await serve(
      routes({ 'api.pets.localhost': { basePathMappings: { '': {}, shop: { stage: '(none)' } } } }),
    );
    const rooted = await eventOf(emulator, 'api.pets.localhost', '/v2/pets');
    expect([rooted.path, rooted.requestContext.path, rooted.requestContext.stage]).toEqual([
      '/v2/pets',
      '/v2/pets',
      'v2',
    ]);
    const below = await eventOf(emulator, 'api.pets.localhost', '/shop/v1/pets');
    expect([below.path, below.resource, below.requestContext.stage]).toEqual(['/shop/v1/pets', '/pets', 'v1']);
    const unknown = await get(emulator, 'api.pets.localhost', '/shop/v3/pets');
    expect([unknown.status, unknown.body]).toEqual([403, '{"message":"Forbidden"}']);
    const refused = await next((event) => event.kind === 'refused');
    expect(refused.explanation).toMatchObject({ code: 'gateway-no-stage-behind' });
    expect(refused.explanation.remedy).toContain('api.pets.localhost/shop/v1/');
  });

  it('with a * takes every name with one label there, after the names that are written out', async () => {
    const { emulator } = await serve(
      routes({
        '*.pets.localhost': { basePathMappings: { '(none)': { stage: 'v1' } } },
        'api.pets.localhost': { basePathMappings: { '(none)': { stage: 'v2' } } },
      }),
    );
    const stageOf = async (host: string) => (await eventOf(emulator, host, '/pets')).requestContext;
    expect(await stageOf('api.pets.localhost')).toMatchObject({ stage: 'v2' });
    expect(await stageOf('any.pets.localhost')).toMatchObject({ stage: 'v1', domainPrefix: 'any' });
    for (const host of [
      'a.b.pets.localhost',
      'pets.localhost',
      '.pets.localhost',
      '*.pets.localhost',
      '\xff.pets.localhost',
    ]) {
      expect(await raw(emulator, `GET /pets HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 403 /,
      );
    }
  });

  it('is found by the name in an absolute request line, and survives every Host', async () => {
    const { emulator } = await serve(routes(MAPPINGS));
    const absolute = await raw(
      emulator,
      'GET http://api.pets.localhost/shop/v2/pets HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n',
    );
    expect(absolute).toContain('"basePathMatched":"shop/v2"');
    // A port of nothing is the usual one (RFC 3986, 3.2.3).
    const { requestContext } = await eventOf(emulator, 'api.pets.localhost:', '/pets');
    expect(requestContext).toMatchObject({ domainName: 'api.pets.localhost', stage: 'v1' });
    for (const host of ['', '.', '*', '*.pets.localhost', '..pets.localhost', 'api.pets.localhost.', '[::1]', '\xff']) {
      const answer = await raw(emulator, `GET /pets HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 40[03] /);
    }
  });

  it('is named to a client that calls a name like it', async () => {
    const { emulator, events, next } = await serve(routes(MAPPINGS));
    const remedies = async (host: string) => {
      events.length = 0;
      expect((await get(emulator, host, '/pets')).status).toBe(403);
      const { explanation } = await next((event) => event.kind === 'refused');
      return [explanation.code, explanation.remedy];
    };
    expect(await remedies('api.pet.localhost')).toEqual([
      'gateway-no-stage',
      'Call /v1/pets. Or did you mean the custom domain api.pets.localhost?',
    ]);
    expect(await remedies('127.0.0.1')).toEqual(['gateway-no-stage', 'Call /v1/pets.']);
  });

  it('is the host, and its path the path, that a client signs', async () => {
    const { name, accountId: _, source: __, ...credentials } = iamUser();
    const MOCK = { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } };
    const config = routes(MAPPINGS, {
      iamUsers: { [name]: credentials },
      resources: { '/signed': { GET: { authorizationType: 'AWS_IAM', integration: MOCK } } },
    });
    const { emulator } = await serve(config);
    const host = `api.pets.localhost:${new URL(emulator.url).port}`;
    const signed = await sign({ path: '/shop/v2/signed', host }, { signingDate: new Date() });
    expect((await get(emulator, host, '/shop/v2/signed', signed.headers)).status).toBe(200);
    const other = await sign({ path: '/v2/signed', host }, { signingDate: new Date() });
    expect((await get(emulator, host, '/shop/v2/signed', other.headers)).status).toBe(403);
  });

  it('is in the access log with the base path that matched', async () => {
    const format = '$context.requestId $context.domainName $context.path $context.customDomain.basePathMatched';
    const { emulator, events } = await serve(
      routes(MAPPINGS, { stages: { v1: { accessLogSettings: { format } }, v2: {} } }),
    );
    for (const path of ['/shop/pets', '/pets']) await get(emulator, 'api.pets.localhost', path);
    await get(emulator, 'localhost', '/v1/pets');
    const lines = () =>
      events.flatMap((event) => (event.kind === 'access-log' ? [event.text.replace(/^\S+ /, '')] : []));
    await expect
      .poll(lines)
      .toEqual(['api.pets.localhost /shop/pets shop', 'api.pets.localhost /pets (none)', 'localhost /v1/pets -']);
  });

  it('follows a saved routes.json', async () => {
    const root = await projectFolder({ 'echo.js': ECHO, 'gate.js': AUTHORIZER, 'routes.json': routes({}) });
    const { emulator, next } = await startEmulator({ root, watch: true });
    expect((await get(emulator, 'api.pets.localhost', '/shop/v2/pets')).status).toBe(403);
    await save(root, 'routes.json', routes(MAPPINGS));
    await next((event) => event.kind === 'reload');
    expect((await get(emulator, 'api.pets.localhost', '/shop/v2/pets')).status).toBe(200);
  });
});

it('a default endpoint that is disabled answers 403 Forbidden, and the custom domain goes on', async () => {
  const config = routes(MAPPINGS, { disableExecuteApiEndpoint: true, site: { root: '.' } });
  const root = await projectFolder({ 'echo.js': ECHO, 'gate.js': AUTHORIZER, 'routes.json': config });
  const { emulator, events, next } = await startEmulator({ root, sitePort: 0 });
  const { id } = emulator.project.apis[0] ?? { id: '' };
  for (const [host, path] of [
    ['127.0.0.1', '/v1/pets'],
    [`${id}.execute-api.localhost`, '/v1/pets'],
    ['127.0.0.1', `/restapis/${id}/v1/_user_request_/pets`],
  ] as const) {
    const { status, headers, body } = await get(emulator, host, path);
    expect([status, body, headers['x-amzn-errortype']]).toEqual([403, '{"message":"Forbidden"}', 'ForbiddenException']);
  }
  expect((await next((event) => event.kind === 'refused')).explanation.code).toBe('gateway-endpoint-closed');
  events.length = 0;
  expect((await get(emulator, '127.0.0.1', '/pets')).status).toBe(403);
  // A stage in front would lead nowhere either.
  expect((await next((event) => event.kind === 'refused')).explanation.code).toBe('gateway-endpoint-closed');
  expect((await get(emulator, 'api.pets.localhost', '/shop/pets')).status).toBe(200);
  // The page is told of an address that answers.
  const script = await (await fetch(`${emulator.siteUrl}/offstage-config.js`)).text();
  expect(script).toContain(`http://api.pets.localhost:${new URL(emulator.url).port}`);
});
