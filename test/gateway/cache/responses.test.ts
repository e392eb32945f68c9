import { expect, it } from 'vitest';
import { KeptResponses } from '../../../emulator/gateway/cache/responses.ts';

const answer = (bytes: number, keptAt = 0) => ({
  mapped: { status: 200, headers: [], body: Buffer.alloc(bytes) },
  keptAt,
  target: '/',
  callerName: undefined,
});

it('kept answers take 64 MB at the most, and what was asked for least recently goes first', () => {
  const kept = new KeptResponses();
  const isThere = (key: number) => kept.get(String(key), 0, 1) !== undefined;
  for (let key = 0; key < 67; key++) kept.keep(String(key), answer(1_000_000));
  expect(isThere(0)).toBe(true);
  kept.keep('67', answer(1_000_000));
  expect([isThere(0), isThere(1), isThere(2)]).toEqual([true, false, true]);
});

it('an answer that replaces another takes its place in the count as well', () => {
  const kept = new KeptResponses();
  kept.keep('first', answer(1));
  for (let count = 0; count < 200; count++) kept.keep('same', answer(1_000_000));
  expect(kept.get('first', 0, 1)).toBeDefined();
});

it('an answer from the future, after the clock was set back, is none', () => {
  const kept = new KeptResponses();
  kept.keep('a', answer(1, 1000));
  expect(kept.get('a', 0, 300_000)).toBeUndefined();
});
