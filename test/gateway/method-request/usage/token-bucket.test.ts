import { describe, expect, it } from 'vitest';
import {
  fillTokenBucket,
  millisecondsToToken,
} from '../../../../emulator/gateway/method-request/usage/token-bucket.ts';

/** Mulberry32: the same numbers on each run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The bucket as one would draw it: a millisecond at a time, in thousandths of a token, which are whole numbers. */
function simulate(rateLimit: number, burstLimit: number, arrivals: readonly number[]): boolean[] {
  let tokens = burstLimit * 1000;
  let time = arrivals[0] ?? 0;
  return arrivals.map((at) => {
    for (; time < at; time++) tokens = Math.min(burstLimit * 1000, tokens + rateLimit);
    if (tokens < 1000) return false;
    tokens -= 1000;
    return true;
  });
}

function run(rateLimit: number, burstLimit: number, arrivals: readonly number[]): boolean[] {
  const limits = { rateLimit, burstLimit };
  const bucket = { tokens: burstLimit, at: arrivals[0] ?? 0 };
  return arrivals.map((at) => {
    if (!fillTokenBucket(bucket, limits, at)) return false;
    bucket.tokens = Math.max(0, bucket.tokens - 1);
    return true;
  });
}

it.each(Array.from({ length: 200 }, (_, seed) => seed))('decides as a naive simulation does (seed %i)', (seed) => {
  const random = createRandom(seed);
  const pick = (...values: readonly number[]) => values[Math.floor(random() * values.length)] ?? 0;
  const rateLimit = pick(0, 1, 2, 3, 7, 10, 100, 999);
  const burstLimit = pick(0, 1, 2, 5, 20);
  const gap = pick(1, 20, 150, 1500);
  let now = 1_700_000_000_000;
  const arrivals = Array.from({ length: 300 }, () => {
    now += Math.floor(random() * gap);
    return now;
  });
  expect(run(rateLimit, burstLimit, arrivals)).toEqual(simulate(rateLimit, burstLimit, arrivals));
});

describe('a token bucket', () => {
  it('lets exactly the burst through at one moment', () => {
    expect(run(10, 3, [0, 0, 0, 0, 0])).toEqual([true, true, true, false, false]);
  });

  it('has its next token to the millisecond', () => {
    expect(run(10, 1, [0, 99, 100, 199, 200])).toEqual([true, false, true, false, true]);
  });

  it('adds fractions up: ten times a tenth is one', () => {
    const arrivals = Array.from({ length: 11 }, (_, index) => index * 100);
    expect(run(1, 1, arrivals)).toEqual(arrivals.map((at) => at % 1000 === 0));
    expect(run(0.1, 1, [0, 9999, 10_000])).toEqual([true, false, true]);
  });

  it('holds no more than the burst, however long nobody comes', () => {
    const aYear = 365 * 86_400_000;
    expect(run(10_000, 2, [0, aYear, aYear, aYear])).toEqual([true, true, true, false]);
  });

  it('never lets a request through with a burst of 0, and never another with a rate of 0', () => {
    expect(run(100, 0, [0, 1000, 1_000_000])).toEqual([false, false, false]);
    expect(run(0, 2, [0, 0, 1_000_000_000])).toEqual([true, true, false]);
  });

  it('goes on from there when the clock goes back', () => {
    expect(run(1, 1, [1_000_000, 0, 999, 1000])).toEqual([true, false, false, true]);
  });

  it('keeps no more than a burst that was lowered', () => {
    const bucket = { tokens: 100, at: 0 };
    fillTokenBucket(bucket, { rateLimit: 1, burstLimit: 2 }, 0);
    expect(bucket.tokens).toBe(2);
  });

  it.each([
    [{ tokens: 0, at: 0 }, { rateLimit: 4, burstLimit: 1 }, 250],
    [{ tokens: 0.5, at: 0 }, { rateLimit: 1, burstLimit: 1 }, 500],
    [{ tokens: 1, at: 0 }, { rateLimit: 0, burstLimit: 1 }, 0],
    [{ tokens: 0, at: 0 }, { rateLimit: 0, burstLimit: 1 }, Number.POSITIVE_INFINITY],
    [{ tokens: 0, at: 0 }, { rateLimit: 5, burstLimit: 0 }, Number.POSITIVE_INFINITY],
  ])('%o with %o has a token in %d ms', (bucket, limits, milliseconds) => {
    expect(millisecondsToToken(bucket, limits)).toBe(milliseconds);
  });
});
