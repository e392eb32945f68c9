import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endAll, packageOffstage, type Running, start } from './packaged.ts';
import { runSplit } from './run-split.ts';

const offstage = packageOffstage();
let folder: string;
const started: Running[] = [];
const JWT = /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+\n$/;

const routes = {
  name: 'pets',
  stages: { v1: {} },
  authorizers: {
    people: {
      type: 'COGNITO_USER_POOLS',
      identitySource: 'method.request.header.Authorization',
      providerARNs: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Pets'],
    },
  },
  resources: {
    '/pets': {
      GET: {
        authorizer: 'people',
        integration: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode":200}' } },
      },
      POST: {
        authorizer: 'people',
        authorizationScopes: ['pets/write'],
        integration: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode":200}' } },
      },
    },
  },
};

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-token-')));
  writeFileSync(join(folder, 'routes.json'), JSON.stringify(routes));
});
afterEach(async () => {
  await endAll(started);
  rmSync(folder, { recursive: true, force: true });
});

const token = (...args: string[]): ReturnType<typeof runSplit> =>
  runSplit(process.execPath, [offstage.cli, 'token', ...args], folder);

/** The stage's address of a `dev` of the folder. */
async function serve(...args: string[]): Promise<string> {
  const ports = ['--port', '0', '--site-port', '0', '--control-port', '0'];
  const running = start(process.execPath, [offstage.cli, 'dev', ...ports, ...args], folder);
  started.push(running);
  const [, url = ''] = await running.printed(/(http:\/\/127\.0\.0\.1:\d+\/v1)/);
  await running.printed(/GET +\/pets/);
  return url;
}

const call = async (url: string, text: string, method = 'GET'): Promise<number> =>
  (await fetch(`${url}/pets`, { method, headers: { Authorization: `Bearer ${text.trim()}` } })).status;

describe('offstage token', () => {
  it('prints a token alone, which a dev that starts later takes, and so does the token of a dev that runs', async () => {
    const before = await token('--sub', 'alice', '--groups', 'admin,staff', '--groups', 'vet');
    expect([before.status, before.stderr]).toEqual([0, '']);
    expect(before.stdout).toMatch(JWT);
    expect(decodeJwt(before.stdout.trim())).toMatchObject({
      sub: 'alice',
      'cognito:groups': ['admin', 'staff', 'vet'],
      token_use: 'id',
      iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pets',
    });
    const url = await serve();
    expect(await call(url, before.stdout)).toBe(200);
    const during = await token();
    expect(during.stdout).toMatch(JWT);
    expect(await call(url, during.stdout)).toBe(200);
    expect(await call(url, before.stdout, 'POST')).toBe(401);
    const access = await token('--scope', 'pets/write');
    expect(await call(url, access.stdout, 'POST')).toBe(200);
    const expired = await token('--expires-in', '-1m');
    expect(await call(url, expired.stdout)).toBe(401);
    const files = readFileSync(join(folder, '.offstage', 'token-key.json'), 'utf8');
    expect(JSON.parse(files)).toMatchObject({ kty: 'RSA', kid: expect.stringMatching(/^offstage-/) });
  });

  it('is made by a dev that has no routes.json', async () => {
    writeFileSync(
      join(folder, 'api.json'),
      JSON.stringify({
        openapi: '3.0.1',
        info: { title: 'pets', version: '1' },
        paths: {
          '/pets': {
            get: {
              security: [{ people: [] }],
              responses: {},
              'x-amazon-apigateway-integration': {
                type: 'mock',
                requestTemplates: { 'application/json': '{"statusCode":200}' },
                responses: { default: { statusCode: '200' } },
              },
            },
          },
        },
        components: {
          securitySchemes: {
            people: {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              'x-amazon-apigateway-authtype': 'cognito_user_pools',
              'x-amazon-apigateway-authorizer': {
                type: 'cognito_user_pools',
                providerARNs: routes.authorizers.people.providerARNs,
              },
            },
          },
        },
      }),
    );
    rmSync(join(folder, 'routes.json'));
    await serve('--openapi', 'api.json');
    expect((await token('--sub', 'alice')).stdout).toMatch(JWT);
    const refused = await token('--authorizer', 'staff');
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('There is no Cognito authorizer "staff".');
  });

  it('has the claims, the client and the time that were asked for', async () => {
    const { stdout } = await token(
      ...['--claim', 'email=alice@example.com', '--claim', 'email_verified=true', '--claim', 'custom:zip=01234'],
      ...['--client-id', 'app', '--expires-in', '2h'],
    );
    const claims = decodeJwt(stdout.trim());
    expect(claims).toMatchObject({
      email: 'alice@example.com',
      email_verified: true,
      'custom:zip': '01234',
      aud: 'app',
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(7200);
  });

  it.each([
    [['--use', 'refresh'], 'an id or an access token'],
    [['--expires-in', 'soon'], 'a number of seconds'],
    [['--claim', 'email'], 'has the form name=value'],
    [['--use', 'id', '--scope', 'x'], 'Scopes stand in access tokens alone'],
    [['--authorizer', 'x'], 'There is no Cognito authorizer "x".'],
    [['--folder', 'nowhere'], 'There is no folder'],
  ])('refuses %j, and prints no token', async (args, message) => {
    const { status, stdout, stderr } = await token(...args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.replace(/\s+/g, ' ')).toContain(message);
  });

  it('explains a project without a user pool', async () => {
    writeFileSync(join(folder, 'routes.json'), JSON.stringify({ ...routes, authorizers: {}, resources: {} }));
    const { status, stdout, stderr } = await token();
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain('COGNITO_USER_POOLS');
  });

  it('replaces a key file that holds none, with a warning beside the token', async () => {
    mkdirSync(join(folder, '.offstage'));
    writeFileSync(join(folder, '.offstage', 'token-key.json'), '{"kty":');
    const { status, stdout, stderr } = await token();
    expect(status).toBe(0);
    expect(stdout).toMatch(JWT);
    expect(stderr.replace(/\s+/g, ' ')).toContain('should hold the key that signs local tokens');
  });
});
