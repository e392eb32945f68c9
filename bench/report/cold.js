import { ENVIRONMENT_CALLS } from '../calls.js';
import { median, p95 } from '../figures.js';
import { goalLine } from './goal.js';
import { figure, table } from './table.js';

const UNDER_MS = { small: 15, sdk: 70 };

/** A call that starts an environment, by what its handler loads. */
export function reportCold({ rows }) {
  const of = (handler, isFirst) => rows.filter((row) => row.handler === handler && row.isFirst === isFirst);
  const handlers = Object.keys(UNDER_MS).map((handler) => ({
    title: ENVIRONMENT_CALLS[handler].title,
    under: UNDER_MS[handler],
    times: of(handler, false).map(({ ms }) => ms),
    first: of(handler, true).map(({ ms }) => ms),
  }));
  return {
    title: 'Cold starts',
    text: [
      ...handlers.flatMap(({ title, under, times }) =>
        goalLine({ what: title, value: median(times), under, unit: ' ms', decimals: 1 }),
      ),
      '',
      table(
        ['from the request to the end of the answer', 'starts', 'median ms', 'p95 ms', 'slowest', 'first of a run, ms'],
        handlers.map(({ title, times, first }) => [
          title,
          `${times.length}`,
          ...[median(times), p95(times), Math.max(...times), median(first)].map((ms) => figure(ms, 1)),
        ]),
      ),
    ].join('\n'),
  };
}
