import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { ExecutionEnvironment } from './execution-environment.ts';

/** How long a function's calls take. */
export interface Pace {
  add(durationMs: number): void;
  /** A second event is worth sending ahead, and one environment can serve many callers. */
  isFast(): boolean;
}

/** Below this average a handler is fast. */
const FAST_MS = 1;
/** A call that runs this long is slow, and those who wait for it get environments of their own. */
export const SLOW_MS = 10;
/** How many environments of one function start at the same time: each takes a processor for its start. */
const STARTING_AT_ONCE = 2;
/** Threads that compute don't get faster by being more than these. */
const PROCESSORS = availableParallelism();

/** A moving average over the last sixteen calls or so; unknown, and so not fast, until the first is done. */
export function createPace(): Pace {
  let averageMs = Number.POSITIVE_INFINITY;
  return {
    add(durationMs) {
      averageMs = averageMs === Number.POSITIVE_INFINITY ? durationMs : averageMs + (durationMs - averageMs) / 16;
    },
    isFast: () => averageMs < FAST_MS,
  };
}

/**
 * How many environments a function should start now that calls wait: none while the present ones are fast, or while
 * they compute and more of them would not be faster.
 */
export function wantedEnvironments(environments: ReadonlySet<ExecutionEnvironment>, pace: Pace): number {
  if (environments.size === 0) return 1;
  const before = performance.now() - SLOW_MS;
  let starting = 0;
  let waiting = 0;
  let slow = !pace.isFast();
  for (const environment of environments) {
    if (!environment.initialised) starting++;
    if (environment.running && environment.since < before) slow = true;
    if (environment.activity() < 0.5) waiting++;
  }
  const helps = environments.size < PROCESSORS || waiting * 2 > environments.size;
  return slow && helps ? STARTING_AT_ONCE - starting : 0;
}
