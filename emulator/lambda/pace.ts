import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { ExecutionEnvironment } from './execution-environment.ts';

/** How long a function's calls take. */
export interface Pace {
  add(durationMs: number): void;
  /** One environment can serve many callers, and a second event is worth sending ahead. */
  isFast(): boolean;
  /** Known to take so long that calls had better not wait for each other. */
  isSlow(): boolean;
}

/** Below this average a handler is fast. */
const FAST_MS = 0.25;
/** The average counts over about so many calls; before, a handler is neither fast nor slow. */
const SAMPLES = 16;
/** A call that runs this long is slow, and those who wait for it get environments of their own. */
export const SLOW_MS = 10;
/** How many environments of one function start at the same time: each takes a processor for its start. */
const STARTING_AT_ONCE = 2;
/** Threads that compute don't get faster by being more than these. */
const PROCESSORS = availableParallelism();

export function createPace(): Pace {
  let averageMs = 0;
  let samples = 0;
  return {
    add(durationMs) {
      if (samples < SAMPLES) samples++;
      averageMs += (durationMs - averageMs) / samples;
    },
    isFast: () => samples === SAMPLES && averageMs < FAST_MS,
    isSlow: () => samples === SAMPLES && averageMs >= FAST_MS,
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
  let slow = pace.isSlow();
  for (const environment of environments) {
    if (!environment.initialised) starting++;
    if (environment.running && environment.since < before) slow = true;
    if (environment.activity() < 0.5) waiting++;
  }
  if (!slow) return 0;
  const most = waiting * 2 > environments.size ? Number.POSITIVE_INFINITY : PROCESSORS;
  return Math.min(STARTING_AT_ONCE - starting, most - environments.size);
}
