import { createHmac, createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Authorizer, Method } from '../../../../emulator/config/types.ts';
import type { GatewayRequest } from '../../../../emulator/gateway/exchange.ts';
import { createGatewayState } from '../../../../emulator/gateway/state.ts';
import { createLocalIssuer, type LocalIssuer } from '../../../../emulator/issuer/local-issuer.ts';
import { createBackendClient } from '../../../../emulator/server/call-backend.ts';
import {
  api,
  call,
  deployment,
  integration,
  LAMBDA_URI,
  request,
  response,
  returned,
  template,
} from '../../../helpers/gateway.ts';
import { cognito, ISSUER, idClaims, NOW, type Pool, startPool } from '../../../helpers/user-pool.ts';

/** An API whose GET /pets takes tokens, and shows what `$context` knows of the caller. */
function petApi(authorizer: Partial<Authorizer> = {}, method: Partial<Method> = {}) {
  const shown = template('$context.authorizer.claims.sub $context.authorizer.claims["cognito:groups"]');
  return api(
    {
      '/pets': {
        GET: {
          authorizationType: 'COGNITO_USER_POOLS',
          authorizer: 'people',
          integration: integration({
            type: 'MOCK',
            responses: [response('200', { responseTemplates: { 'application/json': shown } })],
          }),
          ...method,
        },
      },
    },
    { authorizers: new Map([['people', cognito(authorizer)]]) },
  );
}

const withToken = (token: string, parts: Partial<GatewayRequest> = {}) =>
  request('/pets', { headers: [['Authorization', token]], ...parts });

let folder: string;
/** Of one project, and of another: a key pair takes long to make. */
let localIssuer: LocalIssuer;
let otherIssuer: LocalIssuer;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offstage-cognito-'));
  localIssuer = createLocalIssuer(join(folder, 'one'), () => {});
  otherIssuer = createLocalIssuer(join(folder, 'other'), () => {});
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Effects with the local issuer and a client that really sends. */
function world(parts: { pool?: Pool; now?: () => number } = {}) {
  const client = createBackendClient();
  onTestFinished(() => client.close());
  return {
    localIssuer,
    state: createGatewayState(),
    send: client.send,
    clock: { now: parts.now ?? (() => NOW * 1000) },
    serviceEndpoints: { 'cognito-idp': parts.pool?.url ?? 'http://127.0.0.1:1' },
  };
}

describe('a Cognito user pool authorizer', () => {
  it('lets an ID token in and shows its claims', async () => {
    const effects = world();
    const token = await effects.localIssuer.sign(idClaims({ 'cognito:groups': ['admin', 'staff'] }));
    const answered = await call(petApi(), withToken(`Bearer ${token}`), effects);
    expect(answered.reply.status).toBe(200);
    expect(answered.text).toBe('alice admin,staff');
  });

  it('takes a token without Bearer as well', async () => {
    const effects = world();
    const token = await effects.localIssuer.sign(idClaims());
    expect((await call(petApi(), withToken(token), effects)).reply.status).toBe(200);
  });

  it('looks in the header that the identity source names', async () => {
    const effects = world();
    const token = await effects.localIssuer.sign(idClaims());
    const of = petApi({ identitySource: 'method.request.header.X-Session' });
    const sent = request('/pets', { headers: [['x-session', token]] });
    expect((await call(of, sent, effects)).reply.status).toBe(200);
    expect((await call(of, withToken(token), effects)).rejection?.explanation.what).toContain('no X-Session header');
  });

  it('answers 401 Unauthorized as AWS does when there is no token', async () => {
    const answered = await call(petApi(), request('/pets'));
    expect(answered.reply.status).toBe(401);
    expect(answered.text).toBe('{"message":"Unauthorized"}');
    expect(answered.header('x-amzn-ErrorType')).toBe('UnauthorizedException');
    expect(answered.rejection?.explanation).toMatchObject({ code: 'token-missing', source: { line: 7 } });
  });

  it('tells the client of a good token alone that it has expired', async () => {
    const effects = world();
    const token = await effects.localIssuer.sign(idClaims({ exp: NOW - 300, iat: NOW - 3900 }));
    const answered = await call(petApi(), withToken(token), effects);
    expect(answered.reply.status).toBe(401);
    expect(answered.text).toBe('{"message":"The incoming token has expired"}');
    expect(answered.header('x-amzn-ErrorType')).toBe('UnauthorizedException');
    expect(answered.rejection?.explanation.what).toContain('5 minutes ago');
    const forged = `${token.slice(0, token.lastIndexOf('.'))}.${'A'.repeat(342)}`;
    expect((await call(petApi(), withToken(forged), effects)).text).toBe('{"message":"Unauthorized"}');
  });

  it('lets a token in until the very second in which it expires', async () => {
    let now = (NOW + 59) * 1000;
    const effects = world({ now: () => now });
    const token = await effects.localIssuer.sign(idClaims());
    expect((await call(petApi(), withToken(token), effects)).reply.status).toBe(200);
    now += 1000;
    expect((await call(petApi(), withToken(token), effects)).text).toContain('has expired');
  });

  it('reads the pool from a stage variable', async () => {
    const effects = world();
    const of = petApi({
      providerARNs: [`arn:aws:cognito-idp:eu-west-1:123456789012:userpool/\${stageVariables.pool}`],
    });
    const token = await effects.localIssuer.sign(idClaims());
    const good = deployment(of, { pool: 'eu-west-1_Pets' });
    expect((await call(good, withToken(token), effects)).reply.status).toBe(200);
    const other = await call(deployment(of), withToken(token), effects);
    expect(other.reply.status).toBe(401);
    expect(other.rejection?.explanation.what).toContain('names no user pool on this stage');
  });

  it('trusts each of several pools', async () => {
    const effects = world();
    const providerARNs = [
      'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Other',
      'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Pets',
    ];
    const token = await effects.localIssuer.sign(idClaims());
    expect((await call(petApi({ providerARNs }), withToken(token), effects)).reply.status).toBe(200);
  });

  it('runs a customised gateway response', async () => {
    const of = petApi();
    const custom = {
      responseType: 'UNAUTHORIZED' as const,
      statusCode: 418,
      responseParameters: {},
      responseTemplates: { 'application/json': '{"why":$context.error.messageString}' },
      source: of.source,
    };
    const answered = await call({ ...of, gatewayResponses: new Map([['UNAUTHORIZED', custom]]) }, request('/pets'));
    expect([answered.reply.status, answered.text]).toEqual([418, '{"why":"Unauthorized"}']);
  });
});

describe('the claims of a token', () => {
  it('are in the event of a proxy function, all as texts', async () => {
    const effects = world();
    const token = await effects.localIssuer.sign(idClaims({ email_verified: true, 'cognito:groups': ['a', 'b'] }));
    let event: { requestContext?: { authorizer?: unknown } } = {};
    const proxy = integration({ type: 'AWS_PROXY', uri: LAMBDA_URI });
    const answered = await call(petApi({}, { integration: proxy }), withToken(token), {
      ...effects,
      invoke: ({ payload }) => {
        event = JSON.parse(payload) as typeof event;
        return returned({ statusCode: 204 });
      },
    });
    expect(answered.reply.status).toBe(204);
    expect(event.requestContext?.authorizer).toEqual({
      claims: {
        sub: 'alice',
        iss: ISSUER,
        aud: 'client',
        token_use: 'id',
        exp: 'Mon Apr 21 15:09:21 UTC 2025',
        iat: 'Mon Apr 21 15:07:21 UTC 2025',
        email_verified: 'true',
        'cognito:groups': 'a,b',
      },
    });
  });

  it('are mapped to parameters of the integration, and seen by a gateway response that comes later', async () => {
    const effects = world();
    const token = await effects.localIssuer.sign(idClaims());
    const sent: string[] = [];
    const http = integration({
      type: 'HTTP_PROXY',
      httpMethod: 'GET',
      uri: 'http://backend.example.com/',
      requestParameters: { 'integration.request.header.X-User': 'context.authorizer.claims.sub' },
    });
    const of = petApi({}, { integration: http });
    const custom = {
      responseType: 'INTEGRATION_FAILURE' as const,
      responseParameters: { 'gatewayresponse.header.X-User': 'context.authorizer.claims.sub' },
      source: of.source,
    };
    const answered = await call(
      { ...of, gatewayResponses: new Map([['INTEGRATION_FAILURE', custom]]) },
      withToken(token),
      {
        ...effects,
        send: async ({ headers }) => {
          sent.push(...headers.filter(([name]) => name === 'X-User').map(([, value]) => value));
          return { kind: 'failure', reason: 'network', detail: 'broken' };
        },
      },
    );
    expect(sent).toEqual(['alice']);
    expect(answered.header('X-User')).toBe('alice');
  });
});

describe('ID and access tokens', () => {
  const scoped = petApi({}, { authorizationScopes: ['pets/read', 'pets/write'] });
  const access = (scope: unknown) => idClaims({ token_use: 'access', aud: undefined, client_id: 'client', scope });

  it.each([
    ['an ID token', petApi(), idClaims(), 200],
    ['an access token', petApi(), access('pets/read'), 401],
    ['an access token with one of the scopes', scoped, access('openid pets/write'), 200],
    ['an access token with another scope', scoped, access('openid pets/readers'), 401],
    ['an access token without a scope', scoped, access(undefined), 401],
    ['an access token with a list for a scope', scoped, access(['pets/read']), 401],
    ['an ID token', scoped, idClaims(), 401],
    ['an ID token that names a scope', scoped, idClaims({ scope: 'pets/read' }), 401],
    ['a token of no use', petApi(), idClaims({ token_use: undefined }), 401],
  ])('take %s by the method that they are for', async (_title, of, claims, status) => {
    const effects = world();
    const token = await effects.localIssuer.sign(claims);
    const answered = await call(of, withToken(token), effects);
    expect(answered.reply.status).toBe(status);
    if (status === 401) expect(answered.rejection?.explanation.code).toBe('token-wrong-claims');
  });

  it.each([
    ['client', idClaims(), 200],
    ['cli', idClaims(), 401],
    ['c.*t|other', idClaims(), 200],
    ['(?i)CLIENT', idClaims(), 200],
    ['client', access('pets/read'), 401],
    ['(', idClaims(), 401],
    ['(a+)+b', idClaims({ aud: 'a'.repeat(60) }), 401],
    ['client', idClaims({ aud: ['client'] }), 401],
  ])('have to fit the validation expression %s whole', async (identityValidationExpression, claims, status) => {
    const effects = world();
    const token = await effects.localIssuer.sign(claims);
    const answered = await call(petApi({ identityValidationExpression }), withToken(token), effects);
    expect(answered.reply.status).toBe(status);
    if (status === 401) expect(answered.rejection?.explanation.code).toBe('token-wrong-audience');
  });
});

describe('a token that nobody may come in with', () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each([
    ['is garbage', () => 'hello', 'token-unreadable'],
    ['is Bearer alone', () => 'Bearer', 'token-unreadable'],
    ['has empty parts', () => '..', 'token-unreadable'],
    ['is JSON of another kind', () => `${encode([])}.${encode('x')}.AAAA`, 'token-unreadable'],
    [
      'has bytes that are no text',
      () => `${Buffer.from([255, 254]).toString('base64url')}.AAAA.AAAA`,
      'token-unreadable',
    ],
    ['is truncated', (good: string) => good.slice(0, good.length - 40), 'token-wrong-signature'],
    ['lacks its signature', (good: string) => good.slice(0, good.lastIndexOf('.')), 'token-unreadable'],
    ['has an empty signature', (good: string) => good.slice(0, good.lastIndexOf('.') + 1), 'token-unreadable'],
    ['is unsigned', () => `${encode({ alg: 'none', kid: 'x' })}.${encode(idClaims())}.AAAA`, 'token-unreadable'],
    [
      'is unsigned in other letters',
      () => `${encode({ alg: 'nOnE', kid: 'x' })}.${encode(idClaims())}.AAAA`,
      'token-unreadable',
    ],
    ['names no key', () => `${encode({ alg: 'RS256' })}.${encode(idClaims())}.AAAA`, 'token-unreadable'],
    [
      'has 100 KB',
      () => `${encode({ alg: 'RS256', kid: 'k' })}.${encode(idClaims({ x: 'y'.repeat(75_000) }))}.AAAA`,
      'token-unknown-key',
    ],
    ['is 100 KB of dots', () => '.'.repeat(100_000), 'token-unreadable'],
    ['was changed', (good: string) => swapClaims(good, idClaims({ sub: 'mallory' })), 'token-wrong-signature'],
    ['has a comma behind it', (good: string) => `${good},`, 'token-unreadable'],
  ])('%s', async (_title, make, code) => {
    const effects = world();
    const good = await effects.localIssuer.sign(idClaims());
    const answered = await call(petApi(), withToken(make(good)), effects);
    expect([answered.reply.status, answered.text]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(answered.rejection?.explanation.code).toBe(code);
  });

  function swapClaims(token: string, claims: object): string {
    const [header, , signature] = token.split('.');
    return `${header}.${encode(claims)}.${signature}`;
  }

  it('is signed by HS256 with the public key as its secret', async () => {
    const pool = await startPool();
    const effects = world({ pool });
    const secret = createPublicKey({ key: pool.publicJwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const head = `${encode({ alg: 'HS256', kid: 'pool-key' })}.${encode(idClaims())}`;
    const token = `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
    const answered = await call(petApi(), withToken(token), effects);
    expect(answered.reply.status).toBe(401);
    expect(answered.rejection?.explanation.what).toContain('another algorithm');
  });

  it('is signed with the wrong key under the name of a good one', async () => {
    const pool = await startPool();
    const effects = world({ pool });
    const { privateKey } = await generateKeyPair('RS256');
    const token = await new SignJWT(idClaims()).setProtectedHeader({ alg: 'RS256', kid: 'pool-key' }).sign(privateKey);
    const answered = await call(petApi(), withToken(token), effects);
    expect(answered.rejection?.explanation.code).toBe('token-wrong-signature');
  });

  it('brings its own key along', async () => {
    const pool = await startPool();
    const effects = world({ pool });
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const jwk = await exportJWK(publicKey);
    const token = await new SignJWT(idClaims())
      .setProtectedHeader({ alg: 'RS256', kid: 'mine', jwk, jku: `${pool.url}/mine` })
      .sign(privateKey);
    const answered = await call(petApi(), withToken(token), effects);
    expect(answered.rejection?.explanation.code).toBe('token-unknown-key');
    expect(pool.asked).toEqual(['/eu-west-1_Pets/.well-known/jwks.json']);
  });

  it.each([
    ['another pool', 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Others'],
    ['another region', 'https://cognito-idp.us-east-1.amazonaws.com/eu-west-1_Pets'],
    ['a longer address', `${ISSUER}/`],
    ['nobody', undefined],
    ['a list', [ISSUER]],
  ])('was issued by %s', async (_title, iss) => {
    const effects = world();
    const token = await effects.localIssuer.sign(idClaims({ iss }));
    const answered = await call(petApi(), withToken(token), effects);
    expect([answered.reply.status, answered.text]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(answered.rejection?.explanation.what).toContain('eu-west-1_Pets');
  });

  it.each([
    ['is from the future', { iat: NOW + 600 }],
    ['counts only later', { nbf: NOW + 600 }],
    ['never expires', { exp: undefined }],
    ['expires at a text', { exp: '9999999999' }],
    ['expires beyond all numbers', { exp: null }],
    ['was never issued', { iat: undefined }],
    ['has a list for a time', { nbf: [0] }],
  ])('%s', async (_title, claims) => {
    const effects = world();
    const token = await effects.localIssuer.sign(idClaims(claims));
    const answered = await call(petApi(), withToken(token), effects);
    expect([answered.reply.status, answered.text]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(answered.rejection?.explanation.code).toBe('token-wrong-claims');
  });

  it('comes before a good one: the last Authorization header counts', async () => {
    const effects = world();
    const good = await effects.localIssuer.sign(idClaims());
    const two = (first: string, second: string) =>
      request('/pets', {
        headers: [
          ['Authorization', first],
          ['authorization', second],
        ],
      });
    expect((await call(petApi(), two('garbage', good), effects)).reply.status).toBe(200);
    expect((await call(petApi(), two(good, 'garbage'), effects)).reply.status).toBe(401);
  });

  it('never shows in what the developer is told, nor do its claims', async () => {
    const effects = world();
    const secret = { sub: 'alice-secret', aud: 'client-secret', iss: 'https://secret.example.com' };
    for (const claims of [secret, { ...secret, iss: ISSUER }]) {
      const token = await effects.localIssuer.sign(idClaims(claims));
      const authorizer = { identityValidationExpression: 'other' };
      const { rejection } = await call(petApi(authorizer), withToken(token), effects);
      const told = JSON.stringify(rejection?.explanation);
      expect(told).not.toContain('secret');
      expect(told).not.toContain(token.slice(-20));
    }
  });

  it('was made for another project', async () => {
    const effects = world();
    await localIssuer.keySet();
    const token = await otherIssuer.sign(idClaims());
    const answered = await call(petApi(), withToken(token), effects);
    expect(answered.rejection?.explanation.what).toContain('not this project');
  });
});
