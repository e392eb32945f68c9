import type { UsageEntry } from '../gateway/method-request/usage/report.ts';
import type { Colors } from './colors.ts';
import { escapeLine } from './escape.ts';

/** What API keys have used of usage plans, a line for each key of a plan. */
export function renderUsage(entries: readonly UsageEntry[], c: Colors): string {
  const rows = entries.map((entry) => ({
    entry,
    plan: escapeLine(entry.plan),
    key: escapeLine(entry.key),
    value: entry.keyValue,
    quota: quotaText(entry),
  }));
  const width = (text: (row: (typeof rows)[number]) => string) => Math.max(0, ...rows.map((row) => text(row).length));
  const [plans, keys, values, quotas] = [
    width(({ plan }) => plan),
    width(({ key }) => key),
    width(({ value }) => value),
    width(({ quota }) => quota),
  ];
  return rows
    .map(({ entry, plan, key, value, quota }) => {
      const start = `  ${c.bold(plan.padEnd(plans))}  ${key.padEnd(keys)}  ${c.dim(value.padEnd(values))}`;
      const used = isUsedUp(entry) ? c.red(quota.padEnd(quotas)) : quota.padEnd(quotas);
      return `${start}  ${used}  ${throttleText(entry)}${entry.enabled ? '' : c.yellow('  disabled')}`.trimEnd();
    })
    .join('\n');
}

function isUsedUp({ quota }: UsageEntry): boolean {
  return quota !== undefined && quota.used >= quota.limit;
}

function quotaText({ quota }: UsageEntry): string {
  if (!quota) return 'no quota';
  const [used, limit] = [quota.used, quota.limit].map((one) => one.toLocaleString('en-US'));
  return `${used} of ${limit} per ${quota.period.toLowerCase()} until ${quota.resetsAt.slice(0, 10)}`;
}

function throttleText({ throttle }: UsageEntry): string {
  if (!throttle) return 'no throttle';
  const [tokens, burst, rate] = [throttle.tokens, throttle.burstLimit, throttle.rateLimit].map((one) =>
    one.toLocaleString('en-US'),
  );
  return `${tokens} of ${burst} at once, ${rate} per second`;
}
