import { request as requestHttp } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { projectFolder, startEmulator } from '../helpers/emulator.ts';

const POOL = 'us-east-1_Rescue';
const openapi = {
  openapi: '3.0.1',
  info: { title: 'pets', version: '1' },
  paths: {
    '/pets': {
      get: {
        security: [{ people: [] }],
        responses: { 200: { description: 'OK' } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: '200',
              responseTemplates: { 'application/json': "$context.authorizer.claims['cognito:username']" },
            },
          },
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
          providerARNs: [`arn:aws:cognito-idp:us-east-1:123456789012:userpool/${POOL}`],
        },
      },
    },
  },
};

async function start() {
  const root = await projectFolder({});
  const { emulator } = await startEmulator({ openapi, root, stage: { name: 'v1' }, controlPort: 0 });
  return { emulator, controlUrl: emulator.controlUrl ?? '' };
}

/** With the headers that fetch keeps for itself. */
function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body = '',
): Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const outgoing = requestHttp(url, { method, headers }, (message) => {
      let text = '';
      message.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      message.on('end', () => resolve({ status: message.statusCode ?? 0, text, headers: message.headers }));
    });
    outgoing.on('error', reject).end(body);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('the token issuer on the control port', () => {
  it('issues tokens that the stage lets in and that its key set verifies', async () => {
    const { emulator, controlUrl } = await start();
    const answer = await send(`${controlUrl}/-/tokens`, 'POST', JSON_TYPE, '{"sub":"alice"}');
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { token } = JSON.parse(answer.text) as { token: string };
    const pets = await fetch(`${emulator.url}/v1/pets`, { headers: { Authorization: token } });
    expect([pets.status, await pets.text()]).toEqual([200, 'alice']);
    expect((await fetch(`${emulator.url}/v1/pets`)).status).toBe(401);

    const base = `${controlUrl}/-/cognito-idp/${POOL}/.well-known`;
    const configuration = (await (await fetch(`${base}/openid-configuration`)).json()) as Record<string, string>;
    expect(configuration.issuer).toBe(`https://cognito-idp.us-east-1.amazonaws.com/${POOL}`);
    const keys = createRemoteJWKSet(new URL(configuration.jwks_uri ?? ''));
    const { payload } = await jwtVerify(token, keys, { issuer: configuration.issuer });
    expect(payload.sub).toBe('alice');
  });

  it.each([
    ['a page of another origin', { origin: 'http://evil.example.com' }],
    ['a page opened from disk', { origin: 'null' }],
    ['a page of this machine on another port', { origin: 'http://localhost:8080' }],
    ['a page that reaches this port by a name of its own', { host: 'evil.example.com' }],
  ])('refuses %s before anything is issued', async (_title, headers) => {
    const { controlUrl } = await start();
    for (const method of ['POST', 'OPTIONS']) {
      const answer = await send(`${controlUrl}/-/tokens`, method, { ...JSON_TYPE, ...headers }, '{"sub":"mallory"}');
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('token"');
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    const keys = `${controlUrl}/-/cognito-idp/${POOL}/.well-known/jwks.json`;
    expect((await send(keys, 'GET', headers)).status).toBe(403);
  });

  it.each([
    ['no JSON', JSON_TYPE, '{"sub":', 400],
    ['nothing', JSON_TYPE, '', 400],
    ['a list', JSON_TYPE, '[]', 400],
    ['a field that there is not', JSON_TYPE, '{"sub":"a","iss":"me"}', 400],
    ['a scope for an ID token', JSON_TYPE, '{"sub":"a","use":"id","scopes":["x"]}', 400],
    ['text, which a page may send without asking', { 'content-type': 'text/plain' }, '{"sub":"a"}', 415],
    ['100 KB', JSON_TYPE, JSON.stringify({ sub: 'a'.repeat(100_000) }), 413],
  ])('refuses %s', async (_title, headers, body, status) => {
    const { controlUrl } = await start();
    const answer = await send(`${controlUrl}/-/tokens`, 'POST', headers, body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ message: expect.any(String) });
  });

  it('knows no pool that the project doesn’t name', async () => {
    const { controlUrl } = await start();
    for (const document of ['jwks.json', 'openid-configuration']) {
      const answer = await fetch(`${controlUrl}/-/cognito-idp/us-east-1_Other/.well-known/${document}`);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ userPools: [POOL] });
    }
  });
});
