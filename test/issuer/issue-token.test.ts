import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Authorizer } from '../../emulator/config/types.ts';
import { issueToken, type TokenInput } from '../../emulator/issuer/issue-token.ts';
import { readTokenInput } from '../../emulator/issuer/read-input.ts';
import { api, outside } from '../helpers/gateway.ts';
import { emptyProject } from '../helpers/project.ts';
import { cognito, ISSUER, NOW } from '../helpers/user-pool.ts';

/** The claims of the token that a project with these authorizers issues. */
async function claimsOf(input: TokenInput, ...authorizers: Authorizer[]): Promise<Record<string, unknown>> {
  const of = api({}, { authorizers: new Map(authorizers.map((one) => [one.name, one])) });
  const issuer = {
    isOwn: () => true,
    findKey: async () => undefined,
    keySet: async () => ({ keys: [] }),
    sign: async (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.AA`,
  };
  const { clock, ids } = outside();
  return decodeJwt(await issueToken(input, { project: emptyProject('/project', [of]), issuer, clock, ids }));
}

const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe('a token of the local issuer', () => {
  it('is an ID token in the form of Cognito’s', async () => {
    expect(await claimsOf({ sub: 'alice', groups: ['admin'] }, cognito())).toEqual({
      sub: 'alice',
      'cognito:groups': ['admin'],
      iss: ISSUER,
      'cognito:username': 'alice',
      aud: 'offstage-client',
      origin_jti: uuid,
      event_id: uuid,
      token_use: 'id',
      auth_time: NOW,
      exp: NOW + 3600,
      iat: NOW,
      jti: uuid,
    });
  });

  it('is an access token when scopes are asked for', async () => {
    const claims = await claimsOf({ sub: 'alice', scopes: ['pets/read', 'openid'], clientId: 'app' }, cognito());
    expect(claims).toMatchObject({
      client_id: 'app',
      scope: 'pets/read openid',
      token_use: 'access',
      username: 'alice',
      version: 2,
    });
    expect(claims).not.toHaveProperty('aud');
  });

  it('has the scope of somebody who signed in without asking for one', async () => {
    expect(await claimsOf({ sub: 'alice', use: 'access' }, cognito())).toMatchObject({
      scope: 'aws.cognito.signin.user.admin',
    });
  });

  it('takes further claims, also in the place of its own', async () => {
    const claims = { email: 'alice@example.com', iss: 'https://example.com' };
    expect(await claimsOf({ sub: 'alice', claims }, cognito())).toMatchObject(claims);
  });

  it('has expired, and was issued before, when its time is over', async () => {
    const { iat, exp } = await claimsOf({ sub: 'alice', expiresIn: -60 }, cognito());
    expect([iat, exp]).toEqual([NOW - 3660, NOW - 60]);
  });

  it('is for the client that the authorizer’s expression spells out', async () => {
    for (const expression of ['7abc', '^7abc$']) {
      const authorizer = cognito({ identityValidationExpression: expression });
      expect(await claimsOf({ sub: 'alice' }, authorizer)).toMatchObject({ aud: '7abc' });
    }
    const pattern = cognito({ identityValidationExpression: 'a|b' });
    expect(await claimsOf({ sub: 'alice' }, pattern)).toMatchObject({ aud: 'offstage-client' });
  });

  it('is of the pool of the authorizer that was named', async () => {
    const other = cognito({
      name: 'staff',
      providerARNs: ['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Staff'],
    });
    const claims = await claimsOf({ sub: 'alice', authorizer: 'staff' }, cognito(), other);
    expect(claims).toMatchObject({ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Staff' });
  });

  it.each([
    ['no authorizer', { sub: 'a' }, [], 'token-without-authorizer'],
    ['a Lambda authorizer alone', { sub: 'a' }, [cognito({ type: 'TOKEN' })], 'token-without-authorizer'],
    ['what is no pool', { sub: 'a' }, [cognito({ providerARNs: ['arn:aws:s3:::a'] })], 'token-without-authorizer'],
    ['another authorizer', { sub: 'a', authorizer: 'x' }, [cognito()], 'token-unknown-authorizer'],
    ['a scope for an ID token', { sub: 'a', use: 'id' as const, scopes: ['x'] }, [cognito()], 'token-scope-in-id'],
  ])('is refused for %s', async (_title, input, authorizers, code) => {
    await expect(claimsOf(input, ...authorizers)).rejects.toMatchObject({ explanations: [{ code }] });
  });
});

describe('the input of a token', () => {
  it('may have every field', () => {
    const input = {
      sub: 'a',
      groups: [],
      scopes: ['x'],
      use: 'id',
      clientId: 'c',
      expiresIn: -5,
      claims: {},
      authorizer: 'p',
    };
    expect(readTokenInput(input)).toEqual(input);
  });

  it.each([
    [undefined, 'JSON object'],
    [[], 'JSON object'],
    [{}, '"sub" is missing'],
    [{ sub: 7 }, '"sub" has to be'],
    [{ sub: '' }, '"sub" has to be'],
    [{ sub: 'a', groups: 'admin' }, '"groups" has to be a list'],
    [{ sub: 'a', groups: [1] }, '"groups" has to be a list'],
    [{ sub: 'a', use: 'refresh' }, '"use" has to be'],
    [{ sub: 'a', expiresIn: '1h' }, '"expiresIn" has to be'],
    [{ sub: 'a', expiresIn: 1e300 }, '"expiresIn" has to be'],
    [{ sub: 'a', claims: [] }, '"claims" has to be'],
    [{ sub: 'a', iss: 'me' }, 'no field "iss"'],
    [JSON.parse('{"sub":"a","__proto__":{}}'), 'no field "__proto__"'],
  ])('%j is refused', (value, message) => {
    expect(readTokenInput(value)).toContain(message);
  });
});
