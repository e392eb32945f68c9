import { describe, expect, it } from 'vitest';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { projectFolder, save, startEmulator } from '../helpers/emulator.ts';
import { raw } from '../helpers/raw.ts';

type Reload = Extract<EmulatorEvent, { kind: 'reload' }>;

const PROXY = { authorizer: 'guard', integration: { type: 'AWS_PROXY', function: 'echo' } };

const ECHO =
  'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event.requestContext.authorizer) });';

/** A policy for every route, with a context. */
const allow = (context: object = {}) => `({
  principalId: 'alice',
  policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] },
  context: ${JSON.stringify(context)},
})`;

async function start(guard: string, parts: { authorizer?: object; methods?: object; options?: object } = {}) {
  const root = await projectFolder({
    'routes.json': {
      name: 'guarded',
      stages: { v1: {} },
      functions: { guard: { handler: 'guard.handler', timeout: 1 }, echo: { handler: 'echo.handler' } },
      authorizers: {
        guard: {
          type: 'TOKEN',
          function: 'guard',
          identitySource: 'method.request.header.Authorization',
          ...parts.authorizer,
        },
      },
      resources: { '/pets': { GET: PROXY, ...parts.methods }, '/pets/{id}': { GET: PROXY } },
    },
    'guard.js': guard,
    'echo.js': ECHO,
  });
  const started = await startEmulator({ root, ...parts.options });
  const get = async (path: string, authorization = 'token') => {
    const answer = await fetch(`${started.emulator.url}/v1${path}`, { headers: { authorization } });
    return [answer.status, await answer.text()] as const;
  };
  return { ...started, root, get };
}

const NULL_BODY = [500, '{"message":null}'];
const UNAUTHORIZED = [401, '{"message":"Unauthorized"}'];

describe('a Lambda authorizer, over a socket', () => {
  it.each<[what: string, handler: string, outcome: readonly unknown[]]>([
    ['calls back with Unauthorized', '(event, context, callback) => callback("Unauthorized")', UNAUTHORIZED],
    ['throws Unauthorized', 'async () => { throw new Error("Unauthorized"); }', UNAUTHORIZED],
    ['throws a text', 'async () => { throw "Unauthorized"; }', UNAUTHORIZED],
    ['throws something else', 'async () => { throw new Error("Error: Invalid token"); }', NULL_BODY],
    ['times out', 'async () => { for (;;); }', NULL_BODY],
    ['ends its process', 'async () => process.exit(0)', NULL_BODY],
    ['returns nothing', 'async () => {}', NULL_BODY],
    ['returns what is no JSON', 'async () => { const a = {}; a.a = a; return a; }', NULL_BODY],
    ['has no handler', '7', NULL_BODY],
  ])('that %s', async (_, handler, outcome) => {
    const { get, events } = await start(`exports.handler = ${handler};`);
    expect(await get('/pets')).toEqual(outcome);
    const refused = events.filter((event) => event.kind === 'exchange');
    expect(JSON.stringify(refused)).not.toContain('"fault":"system"');
  });

  it('that cannot be loaded', async () => {
    const { get } = await start('syntax error');
    expect(await get('/pets')).toEqual(NULL_BODY);
  });

  it('keeps what it answered until a file is saved', async () => {
    const counting = `let n = 0; exports.handler = async () => { n += 1; return ${allow()}; };`.replace(
      'context: {}',
      'context: { n }',
    );
    const { get, root, next } = await start(counting, { options: { watch: true } });
    const n = async () => JSON.parse((await get('/pets'))[1]).n;
    expect([await n(), await n()]).toEqual(['1', '1']);
    await save(root, 'guard.js', `exports.handler = async () => { throw new Error("Unauthorized"); };`);
    await next((event): event is Reload => event.kind === 'reload' && event.what === 'function');
    expect(await get('/pets')).toEqual(UNAUTHORIZED);
  });

  it('tells the developer on the first call that a kept policy will deny another route', async () => {
    const { get, events } = await start(
      `exports.handler = async ({ methodArn }) => (${allow().replace("'*'", 'methodArn')});`,
    );
    expect((await get('/pets'))[0]).toBe(200);
    expect(await get('/pets/7')).toEqual([403, '{"Message":"User is not authorized to access this resource"}']);
    expect(JSON.stringify(events)).toContain('gateway-authorizer-caching-trap');
  });

  it('that puts line ends into its context splits no answer and no request', async () => {
    const evil = 'x\r\nSet-Cookie: evil=1\r\n\r\n<html>';
    const { emulator, get } = await start(`exports.handler = async () => (${allow({ evil })});`, {
      methods: {
        PUT: {
          authorizer: 'guard',
          integration: {
            type: 'MOCK',
            requestTemplates: { 'application/json': '{"statusCode":200}' },
            responses: {
              default: {
                statusCode: 200,
                responseParameters: { 'method.response.header.X-Who': 'context.authorizer.evil' },
              },
            },
          },
          responses: { 200: { responseParameters: { 'method.response.header.X-Who': false } } },
        },
      },
    });
    expect(JSON.parse((await get('/pets'))[1]).evil).toBe(evil);
    const answer = await raw(
      emulator,
      'PUT /v1/pets HTTP/1.1\r\nHost: a\r\nAuthorization: t\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 \d{3} /);
    expect(answer).not.toMatch(/^set-cookie/im);
  });
});
