import type { EnvironmentWorker } from './spare-threads.ts';

/**
 * Gives a question: the share of the time since it was last asked that the thread computed; the rest it waited for
 * something. One that computes all the time would not be faster with a second beside it.
 */
export function activityOf({ performance }: Pick<EnvironmentWorker, 'performance'>): () => number {
  let before = { idle: 0, active: 0 };
  return () => {
    const now = performance.eventLoopUtilization();
    const idle = now.idle - before.idle;
    const active = now.active - before.active;
    before = now;
    return active / (idle + active || 1);
  };
}
