import { describe, expect, it } from 'vitest';
import { whenFree } from '../../../emulator/deploy/stage/when-free.ts';

/** A call that is refused with each of these before it is taken, and how long is waited for it. */
async function waitsFor(refusals: readonly string[]): Promise<readonly number[]> {
  const left = refusals.map((name) => Object.assign(new Error(`AWS says ${name}.`), { name }));
  const waited: number[] = [];
  const call = async (): Promise<string> => {
    const refusal = left.shift();
    if (refusal !== undefined) throw refusal;
    return 'taken';
  };
  const wait = async (ms: number): Promise<void> => {
    waited.push(ms);
  };
  expect(await whenFree(call, wait)).toBe('taken');
  return waited;
}

const [busy, quota] = ['ConflictException', 'TooManyRequestsException'];

describe('a call that changes an API', () => {
  it('is made again, ever more slowly, while AWS is busy with another change', async () => {
    expect(await waitsFor([busy, busy, busy, busy, busy])).toEqual([500, 1000, 2000, 4000, 8000]);
    await expect(waitsFor(Array.from({ length: 6 }, () => busy))).rejects.toThrow('AWS says ConflictException.');
  });

  it('waits for the next turn of what AWS takes once in 20 seconds, where the SDK has given up', async () => {
    expect(await waitsFor([quota, busy, quota, quota])).toEqual([20_000, 500, 20_000, 20_000]);
    await expect(waitsFor([quota, quota, quota, quota])).rejects.toThrow('AWS says TooManyRequestsException.');
  });

  it('is not made again after another refusal', async () => {
    await expect(waitsFor(['BadRequestException'])).rejects.toThrow('AWS says BadRequestException.');
  });
});
