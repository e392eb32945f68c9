import { expect, it } from 'vitest';
import { readAuthorizerResult } from '../../../../emulator/gateway/method-request/lambda-authorizer/result.ts';
import { AuthorizerResults } from '../../../../emulator/gateway/method-request/lambda-authorizer/results.ts';

function kept(keptAt: number, padding = 0) {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  const answer = { principalId: 'p'.repeat(padding), policyDocument: { Statement: statement } };
  return { result: readAuthorizerResult(JSON.stringify(answer)), keptAt, methodArn: 'arn' };
}

it('gives what was kept until it is as old as the TTL, and nothing from the future', () => {
  const results = new AuthorizerResults();
  results.keep('a', kept(1000));
  expect(results.get('a', 999, 500)).toBeUndefined();
  results.keep('a', kept(1000));
  expect(results.get('a', 1499, 500)).toMatchObject({ keptAt: 1000 });
  expect(results.get('a', 1500, 500)).toBeUndefined();
  expect(results.get('b', 1000, 500)).toBeUndefined();
});

it('keeps ten thousand answers at the most, the newest', () => {
  const results = new AuthorizerResults();
  const one = kept(0);
  for (let index = 0; index <= 10_000; index++) results.keep(String(index), one);
  expect(results.get('0', 0, 1)).toBeUndefined();
  expect(results.get('1', 0, 1)).toBeDefined();
  expect(results.get('10000', 0, 1)).toBeDefined();
});

it('keeps 32 MB at the most, also when answers replace each other', () => {
  const results = new AuthorizerResults();
  const large = kept(0, 5_000_000);
  for (let index = 0; index < 20; index++) results.keep('same', large);
  expect(results.get('same', 0, 1)).toBeDefined();
  for (let index = 0; index < 8; index++) results.keep(String(index), large);
  expect(['same', '0', '1', '2', '7'].map((key) => results.get(key, 0, 1) !== undefined)).toEqual([
    ...[false, false, false, true, true],
  ]);
});

it('forgets all at once, and counts how often', () => {
  const results = new AuthorizerResults();
  results.keep('a', kept(0));
  results.clear();
  expect([results.get('a', 0, 1), results.timesCleared]).toEqual([undefined, 1]);
});
