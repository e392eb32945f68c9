import { describe, expect, it } from 'vitest';
import { toClaimTexts } from '../../../../emulator/gateway/method-request/cognito/claims.ts';

describe('claims as API Gateway shows them', () => {
  it('are texts in the token’s order, with Java’s dates for exp and iat alone', () => {
    const texts = toClaimTexts({
      sub: '0d1b9cfb',
      'cognito:groups': ['test', 'test2'],
      email_verified: true,
      auth_time: 1559618611,
      exp: 1559622211,
      iat: 1559618611,
      nbf: 1559618611,
    });
    expect(Object.entries(texts)).toEqual([
      ['sub', '0d1b9cfb'],
      ['cognito:groups', 'test,test2'],
      ['email_verified', 'true'],
      ['auth_time', '1559618611'],
      ['exp', 'Tue Jun 04 04:23:31 UTC 2019'],
      ['iat', 'Tue Jun 04 03:23:31 UTC 2019'],
      ['nbf', '1559618611'],
    ]);
  });

  it('have the objects of a list beside each other, and an object as JSON', () => {
    const texts = toClaimTexts({
      identities: [
        { userId: '1', issuer: null },
        { userId: '2', issuer: null },
      ],
      address: { formatted: 'here' },
      version: 2,
      nothing: null,
      none: [],
    });
    expect({ ...texts }).toEqual({
      identities: '{"userId":"1","issuer":null},{"userId":"2","issuer":null}',
      address: '{"formatted":"here"}',
      version: '2',
      none: '',
    });
  });

  it('survive names and times that are none', () => {
    const texts = toClaimTexts(JSON.parse('{"__proto__": "x", "constructor": 1, "exp": 1e300, "iat": -1.5}'));
    expect(Object.entries(texts)).toEqual([
      ['__proto__', 'x'],
      ['constructor', '1'],
      ['exp', '1e+300'],
      ['iat', 'Wed Dec 31 23:59:58 UTC 1969'],
    ]);
  });
});
