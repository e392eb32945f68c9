import { expect, it } from 'vitest';
import {
  clearCounters,
  counterOf,
  createUsageCounters,
} from '../../../../emulator/gateway/method-request/usage/counters.ts';

it('counters are bounded: the oldest go', () => {
  const { buckets } = createUsageCounters();
  for (let index = 0; index < 30_000; index++) counterOf(buckets, `bucket ${index}`, () => ({ tokens: 1, at: 0 }));
  expect(buckets.size).toBe(20_000);
  expect([buckets.has('bucket 9999'), buckets.has('bucket 10000'), buckets.has('bucket 29999')]).toEqual([
    false,
    true,
    true,
  ]);
});

it('a counter that is there is given again', () => {
  const { buckets } = createUsageCounters();
  const first = counterOf(buckets, 'a', () => ({ tokens: 1, at: 0 }));
  expect(counterOf(buckets, 'a', () => ({ tokens: 2, at: 0 }))).toBe(first);
});

it('counters of nobody are cleared with everything alone', () => {
  const counters = createUsageCounters();
  counterOf(counters.buckets, 'account', () => ({ tokens: 1, at: 0 }));
  const owner = { planId: 'p', keyId: 'k' };
  counterOf(counters.quotas, 'quota', () => ({ owner, periodStart: 0, used: 1 }));
  expect([clearCounters(counters, { planId: 'other' }), clearCounters(counters, { planId: 'p' })]).toEqual([0, 1]);
  expect(counters.buckets.size).toBe(1);
  expect(clearCounters(counters, {})).toBe(1);
});
