import type { Report } from '../problem.ts';
import type { FunctionConfig } from '../types.ts';

/** What AWS always leaves to the functions without a reservation. */
const LEAST_UNRESERVED = 100;

/**
 * Warns of reservations that AWS would refuse in an account of that size. No error: to see a function throttled on a
 * laptop, a small account is what one configures.
 */
export function warnOfReservations(
  functions: ReadonlyMap<string, FunctionConfig>,
  accountConcurrency: number | undefined,
  report: Report,
): void {
  if (accountConcurrency === undefined) return;
  const reserving = [...functions.values()].filter(({ reservedConcurrency = 0 }) => reservedConcurrency > 0);
  const reserved = reserving.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
  const [first] = reserving;
  if (!first || accountConcurrency - reserved >= LEAST_UNRESERVED) return;
  report.warning(
    'config-unreserved-concurrency',
    { reserved, accountConcurrency, least: LEAST_UNRESERVED },
    first.source,
  );
}
