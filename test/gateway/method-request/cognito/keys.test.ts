import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createGatewayState } from '../../../../emulator/gateway/state.ts';
import { createBackendClient } from '../../../../emulator/server/call-backend.ts';
import { api, call, request } from '../../../helpers/gateway.ts';
import { cognito, idClaims, NOW, type Pool, startPool } from '../../../helpers/user-pool.ts';

const protectedApi = api(
  { '/pets': { GET: { authorizationType: 'COGNITO_USER_POOLS', authorizer: 'people' } } },
  { authorizers: new Map([['people', cognito()]]) },
);

function world(pool: Pool) {
  const client = createBackendClient();
  onTestFinished(() => client.close());
  const time = { now: NOW * 1000 };
  return {
    time,
    effects: {
      state: createGatewayState(),
      send: client.send,
      clock: { now: () => time.now },
      serviceEndpoints: { 'cognito-idp': `${pool.url}/` },
    },
  };
}

const send = (token: string, effects: Parameters<typeof call>[2]) =>
  call(protectedApi, request('/pets', { headers: [['Authorization', token]] }), effects);

describe('the keys of a user pool', () => {
  it('are fetched once from the configured endpoint and kept', async () => {
    const pool = await startPool();
    const { effects, time } = world(pool);
    const token = await pool.sign(idClaims({ exp: NOW + 86_400 }));
    for (let hour = 0; hour < 3; hour++) {
      expect((await send(token, effects)).reply.status).toBe(200);
      time.now += 3_600_000;
    }
    expect(pool.asked).toEqual(['/eu-west-1_Pets/.well-known/jwks.json']);
  });

  it('are fetched once for requests that come together', async () => {
    const pool = await startPool();
    const { effects } = world(pool);
    const token = await pool.sign(idClaims());
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(token, effects)));
    expect(answers.map(({ reply }) => reply.status)).toEqual(Array(20).fill(200));
    expect(pool.asked.length).toBe(1);
  });

  it('are not fetched again for a flood of keys that nobody has', async () => {
    const pool = await startPool();
    const { effects } = world(pool);
    const { privateKey } = await generateKeyPair('RS256');
    const forge = (kid: string) => new SignJWT(idClaims()).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    const tokens = await Promise.all(Array.from({ length: 50 }, (_, index) => forge(`key-${index}`)));
    const together = await Promise.all(tokens.slice(0, 25).map((token) => send(token, effects)));
    for (const token of tokens.slice(25)) together.push(await send(token, effects));
    expect(together.every(({ reply }) => reply.status === 401)).toBe(true);
    expect(pool.asked.length).toBe(1);
    expect(together.at(-1)?.rejection?.explanation.what).toContain('less than half a minute ago');
    const good = await pool.sign(idClaims());
    expect((await send(good, effects)).reply.status).toBe(200);
  });

  it('are fetched again for a new key once half a minute has passed', async () => {
    const pool = await startPool();
    const { effects, time } = world(pool);
    const token = await pool.sign(idClaims());
    pool.answer(200, { keys: [] });
    expect((await send(token, effects)).reply.status).toBe(401);
    pool.answer(200, { keys: [pool.publicJwk] });
    time.now += 29_000;
    expect((await send(token, effects)).reply.status).toBe(401);
    time.now += 2_000;
    expect((await send(token, effects)).reply.status).toBe(200);
    expect(pool.asked.length).toBe(2);
  });

  it.each([
    [500, { keys: [] }, 'has the status 500'],
    [302, '', 'has the status 302'],
    [200, '<html>', 'is no JSON'],
    [200, 'null', 'is no JSON'],
    [200, { keys: {} }, 'has no "keys"'],
  ])('that come as %i %j let nobody in, and the developer learns why', async (status, body, reason) => {
    const pool = await startPool();
    pool.answer(status, body);
    const { effects } = world(pool);
    const answered = await send(await pool.sign(idClaims()), effects);
    expect([answered.reply.status, answered.text]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(answered.rejection?.explanation.what).toContain(reason);
  });

  it.each([
    ['no RSA key', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'pool-key' }],
    ['a secret', { kty: 'oct', k: 'c2VjcmV0', kid: 'pool-key' }],
    ['half a key', { kty: 'RSA', e: 'AQAB', kid: 'pool-key' }],
    ['a key to encrypt with', { kty: 'RSA', e: 'AQAB', n: 'AQAB', use: 'enc', kid: 'pool-key' }],
    ['nothing', null],
  ])('that hold %s under the name are as none', async (_title, key) => {
    const pool = await startPool();
    pool.answer(200, { keys: [key, 7, 'x'] });
    const { effects } = world(pool);
    const answered = await send(await pool.sign(idClaims()), effects);
    expect([answered.reply.status, answered.text]).toEqual([401, '{"message":"Unauthorized"}']);
  });

  it('stay in force when a later fetch fails', async () => {
    const pool = await startPool();
    const { effects, time } = world(pool);
    const token = await pool.sign(idClaims({ exp: NOW + 86_400 }));
    expect((await send(token, effects)).reply.status).toBe(200);
    pool.answer(500, '');
    time.now += 60_000;
    const unknown = await send(await pool.sign(idClaims(), { kid: 'new' }), effects);
    expect(unknown.rejection?.explanation.what).toContain('status 500');
    expect((await send(token, effects)).reply.status).toBe(200);
  });

  it('let nobody in while the pool is out of reach', async () => {
    const pool = await startPool();
    const token = await pool.sign(idClaims());
    const { effects } = world(pool);
    const answered = await send(token, { ...effects, serviceEndpoints: { 'cognito-idp': 'http://127.0.0.1:1' } });
    expect(answered.reply.status).toBe(401);
    expect(answered.rejection?.explanation.remedy).toContain('offstage token');
  });

  it('are AWS’s own without an endpoint', async () => {
    const pool = await startPool();
    const asked: string[] = [];
    const { effects } = world(pool);
    const answered = await send(await pool.sign(idClaims()), {
      ...effects,
      serviceEndpoints: {},
      send: async ({ url }) => {
        asked.push(url);
        return { kind: 'failure', reason: 'unreachable', detail: 'getaddrinfo ENOTFOUND' };
      },
    });
    expect(asked).toEqual(['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pets/.well-known/jwks.json']);
    expect(answered.reply.status).toBe(401);
  });
});
