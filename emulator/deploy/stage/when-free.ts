import { setTimeout } from 'node:timers/promises';

/** Milliseconds between the tries. */
const WAITS = [500, 1_000, 2_000, 4_000, 8_000];

/** Waits so many milliseconds. */
export type Wait = (ms: number) => Promise<void>;

/**
 * Makes a call that changes an API, and makes it again while AWS is still busy with another change of it
 * (ConflictException: "Unable to complete operation due to concurrent modification"). What is too fast for AWS
 * (TooManyRequestsException) the SDK tries again by itself.
 */
export async function whenFree<T>(call: () => Promise<T>, wait: Wait = pause): Promise<T> {
  for (const ms of WAITS) {
    try {
      return await call();
    } catch (error) {
      if ((error as Error).name !== 'ConflictException') throw error;
      await wait(ms);
    }
  }
  return call();
}

async function pause(ms: number): Promise<void> {
  await setTimeout(ms);
}
