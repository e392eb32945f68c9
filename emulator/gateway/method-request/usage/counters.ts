import type { TokenBucket } from './token-bucket.ts';

/** Whose a counter is; the buckets of stages and of the account are nobody's. */
export interface CounterOwner {
  readonly planId: string;
  readonly keyId: string;
}

export interface Bucket extends TokenBucket {
  readonly owner?: CounterOwner;
}

/** How much of a quota a key has used. */
export interface QuotaCount {
  readonly owner: CounterOwner;
  /** Clock milliseconds at which the period began that is counted. */
  periodStart: number;
  used: number;
}

/** What was used of throttles and quotas, by the names of their counters. */
export interface UsageCounters {
  readonly buckets: Map<string, Bucket>;
  readonly quotas: Map<string, QuotaCount>;
}

/**
 * Counters that remain of plans, keys and methods which the configuration has no more go, the oldest first; far fewer
 * are in use at once.
 */
const MOST_COUNTERS = 20_000;

export function createUsageCounters(): UsageCounters {
  return { buckets: new Map(), quotas: new Map() };
}

/** A counter by its name; a new one is made when there is none. */
export function counterOf<C>(counters: Map<string, C>, name: string, create: () => C): C {
  const known = counters.get(name);
  if (known !== undefined) return known;
  if (counters.size >= MOST_COUNTERS) {
    const [oldest = ''] = counters.keys();
    counters.delete(oldest);
  }
  const made = create();
  counters.set(name, made);
  return made;
}

/** Forgets what was used: of a plan, of a key, of a key in a plan, or everything. Gives how many counters went. */
export function clearCounters({ buckets, quotas }: UsageCounters, of: Partial<CounterOwner>): number {
  let cleared = 0;
  for (const counters of [buckets, quotas] as readonly Map<string, { readonly owner?: CounterOwner }>[]) {
    for (const [name, { owner }] of counters) {
      if (of.planId !== undefined && owner?.planId !== of.planId) continue;
      if (of.keyId !== undefined && owner?.keyId !== of.keyId) continue;
      counters.delete(name);
      cleared += 1;
    }
  }
  return cleared;
}
