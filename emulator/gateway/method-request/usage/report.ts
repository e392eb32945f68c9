import type { Access, Quota, Throttle } from '../../../config/access.ts';
import { maskKey } from '../../../shared/mask-key.ts';
import { type CounterOwner, clearCounters, type UsageCounters } from './counters.ts';
import { planBucketName, quotaName } from './limits.ts';
import { quotaPeriodAt } from './quota-period.ts';
import { fillTokenBucket } from './token-bucket.ts';

/** What one API key has used in one usage plan. */
export interface UsageEntry {
  readonly plan: string;
  readonly key: string;
  /** Its last characters. */
  readonly keyValue: string;
  readonly enabled: boolean;
  /** `resetsAt`: ISO time. */
  readonly quota?: Pick<Quota, 'limit' | 'period'> & { readonly used: number; readonly resetsAt: string };
  /** `tokens`: requests that would be let through at this moment. */
  readonly throttle?: Throttle & { readonly tokens: number };
}

export interface UsageReport {
  readonly entries: readonly UsageEntry[];
  /** Names of all plans and keys, for who asked for another. */
  readonly names: readonly string[];
}

/** What is used of the usage plans at `now`; with a name, of that plan or of that key alone. */
export function reportUsage(
  access: Access,
  counters: UsageCounters,
  { name, now }: { readonly name?: string; readonly now: number },
): UsageReport {
  const owners = ownersOf(access, name);
  const names = [...access.usagePlans, ...access.apiKeys].map((one) => one.name);
  return { names, entries: owners.map(({ plan, key }) => entryOf(plan, key, counters, now)) };
}

/**
 * Clears the counters of a plan or a key by its name; without one every counter there is, those of stages and of the
 * account as well.
 */
export function resetUsage(access: Access, counters: UsageCounters, name: string | undefined): void {
  if (name === undefined) {
    clearCounters(counters, {});
    return;
  }
  const named = (one: { readonly name: string }): boolean => one.name === name;
  for (const { id } of access.usagePlans.filter(named)) clearCounters(counters, { planId: id });
  for (const { id } of access.apiKeys.filter(named)) clearCounters(counters, { keyId: id });
}

type Plan = Access['usagePlans'][number];
type Key = Access['apiKeys'][number];

function ownersOf({ usagePlans, apiKeys }: Access, name: string | undefined): { plan: Plan; key: Key }[] {
  const keys = new Map(apiKeys.map((key) => [key.id, key]));
  return usagePlans.flatMap((plan) =>
    plan.keys.flatMap((id) => {
      const key = keys.get(id);
      const wanted = name === undefined || plan.name === name || key?.name === name;
      return key && wanted ? [{ plan, key }] : [];
    }),
  );
}

function entryOf(plan: Plan, key: Key, { quotas, buckets }: UsageCounters, now: number): UsageEntry {
  const owner: CounterOwner = { planId: plan.id, keyId: key.id };
  const { quota, throttle } = plan;
  const period = quota && quotaPeriodAt(quota, now);
  const count = quotas.get(quotaName(owner));
  const used = count !== undefined && count.periodStart === period?.start ? count.used : 0;
  return {
    plan: plan.name,
    key: key.name,
    keyValue: maskKey(key.value),
    enabled: key.enabled,
    ...(quota &&
      period && {
        quota: { limit: quota.limit, period: quota.period, used, resetsAt: new Date(period.end).toISOString() },
      }),
    ...(throttle && { throttle: { ...throttle, tokens: tokensOf(throttle, buckets.get(planBucketName(owner)), now) } }),
  };
}

/** Whole tokens; the bucket itself isn't touched by who only looks. */
function tokensOf(throttle: Throttle, bucket: { tokens: number; at: number } | undefined, now: number): number {
  if (bucket === undefined) return throttle.burstLimit;
  const copy = { tokens: bucket.tokens, at: bucket.at };
  fillTokenBucket(copy, throttle, now);
  return Math.floor(copy.tokens + 1e-9);
}
