import type { FunctionPool } from './function-pool.ts';

/** How long environments stay that nobody calls, in milliseconds. */
export interface IdleLimits {
  /** One of a function that has more. @default 30,000 */
  readonly one: number;
  /** The last one of a function. @default 300,000 */
  readonly last: number;
  /** How often is looked. @default 10,000 */
  readonly look: number;
}

const DEFAULTS: IdleLimits = { one: 30_000, last: 300_000, look: 10_000 };

/** Ends idle environments from time to time; gives what ends that. */
export function sweepIdle(pools: () => Iterable<FunctionPool>, limits: Partial<IdleLimits> = {}): () => void {
  const { one, last, look } = { ...DEFAULTS, ...limits };
  const timer = setInterval(() => {
    for (const pool of pools()) pool.endIdle(one, last);
  }, look).unref();
  return () => clearInterval(timer);
}
