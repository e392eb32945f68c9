import { type Bucket, counterOf, type QuotaCount, type UsageCounters } from './counters.ts';
import type { Limit, QuotaLimit, ThrottleLimit } from './limits.ts';
import { quotaPeriodAt } from './quota-period.ts';
import { fillTokenBucket, millisecondsToToken } from './token-bucket.ts';

/** The limit that a request meets, and the clock's milliseconds when it would be let through; Infinity: never. */
export interface Refused {
  readonly limit: Limit;
  readonly freeAt: number;
}

/**
 * Takes one request from every limit, or from none when one of them refuses: a throttled request doesn't use up a quota.
 * Nothing waits between the look and the take, so that no two requests get the same token.
 */
export function takeFrom(limits: readonly Limit[], counters: UsageCounters, now: number): Refused | undefined {
  const taken: (QuotaCount | Bucket)[] = [];
  for (const limit of limits) {
    if (limit.kind === 'quota') {
      const count = countOf(limit, counters, now);
      const { limit: most } = limit.quota;
      if (count.used >= most) {
        return { limit, freeAt: most === 0 ? Number.POSITIVE_INFINITY : quotaPeriodAt(limit.quota, now).end };
      }
      taken.push(count);
    } else {
      const bucket = bucketOf(limit, counters, now);
      if (!fillTokenBucket(bucket, limit.throttle, now)) {
        return { limit, freeAt: now + millisecondsToToken(bucket, limit.throttle) };
      }
      taken.push(bucket);
    }
  }
  for (const counter of taken) {
    if ('used' in counter) counter.used += 1;
    else counter.tokens = Math.max(0, counter.tokens - 1);
  }
  return undefined;
}

function countOf({ name, owner, quota }: QuotaLimit, { quotas }: UsageCounters, now: number): QuotaCount {
  const { start } = quotaPeriodAt(quota, now);
  const count = counterOf(quotas, name, () => ({ owner, periodStart: start, used: 0 }));
  if (count.periodStart !== start) {
    count.periodStart = start;
    count.used = 0;
  }
  return count;
}

function bucketOf({ name, owner, throttle }: ThrottleLimit, { buckets }: UsageCounters, now: number): Bucket {
  return counterOf(buckets, name, () => ({ tokens: throttle.burstLimit, at: now, ...(owner && { owner }) }));
}
