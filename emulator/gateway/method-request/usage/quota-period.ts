import type { Quota } from '../../../config/access.ts';

/** One period of a quota in clock milliseconds: from `start` to before `end`. */
export interface QuotaPeriod {
  readonly start: number;
  readonly end: number;
}

const DAY_MS = 86_400_000;

/**
 * The period of a quota that a moment (milliseconds) belongs to. Periods are those of the calendar, in UTC, and begin on
 * the day that `offset` says: "with a time period of WEEK, an offset of 0 starts on Sunday, and an offset of 1 starts on
 * Monday" (API reference, QuotaSettings). The first one may therefore be a short one, and has the whole limit.
 */
export function quotaPeriodAt({ period, offset }: Pick<Quota, 'period' | 'offset'>, now: number): QuotaPeriod {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (period === 'MONTH') {
    const first = date.getUTCDate() > offset ? month : month - 1;
    return { start: Date.UTC(year, first, 1 + offset), end: Date.UTC(year, first + 1, 1 + offset) };
  }
  const today = Date.UTC(year, month, date.getUTCDate());
  if (period === 'DAY') return { start: today, end: today + DAY_MS };
  const start = today - ((date.getUTCDay() - offset + 7) % 7) * DAY_MS;
  return { start, end: start + 7 * DAY_MS };
}
