import { setTimeout } from 'node:timers/promises';

/**
 * What a call is made again after, with the milliseconds before each of the next tries. "Unable to complete operation due
 * to concurrent modification" and "Another Deployment is in progress" pass by themselves. What is too fast the SDK tries
 * again; but of UpdateUsagePlan an account has one in 20 seconds (API Gateway's quotas), which is about as long as the
 * SDK goes on.
 */
const WAITS: Readonly<Record<string, readonly number[]>> = {
  ConflictException: [500, 1_000, 2_000, 4_000, 8_000],
  TooManyRequestsException: [20_000, 20_000, 20_000],
};

/** Waits so many milliseconds. */
export type Wait = (ms: number) => Promise<void>;

/** Makes a call that changes an API, and makes it again while AWS has no time for it. */
export async function whenFree<T>(call: () => Promise<T>, wait: Wait = pause): Promise<T> {
  const tries = new Map<string, number>();
  for (;;) {
    try {
      return await call();
    } catch (error) {
      const { name } = error as Error;
      const count = tries.get(name) ?? 0;
      const ms = WAITS[name]?.[count];
      if (ms === undefined) throw error;
      tries.set(name, count + 1);
      await wait(ms);
    }
  }
}

async function pause(ms: number): Promise<void> {
  await setTimeout(ms);
}
