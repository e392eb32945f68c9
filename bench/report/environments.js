import { median } from '../figures.js';
import { goalLine } from './goal.js';
import { figure, table } from './table.js';

/** What an idle environment takes, and how fast many of them work off a burst. */
export function reportEnvironments({ rows }) {
  const of = (field) => rows.map((row) => row[field]);
  const megabytes = of('environmentMegabytes').filter((value) => !Number.isNaN(value));
  const columns = [
    { title: 'environments that a burst adds', values: of('environments'), decimals: 0 },
    { title: 'MB of an idle environment', values: megabytes, decimals: 1 },
    { title: 'first burst ms', values: of('firstBurstMs'), decimals: 0 },
    { title: 'second burst ms', values: of('secondBurstMs'), decimals: 0 },
  ].filter(({ values }) => values.length > 0);
  const middle = (field) => median(of(field));
  const second = middle('secondBurstMs');
  return {
    title: 'Environments: memory, and bursts of 200 calls that wait 100 ms',
    text: [
      ...(megabytes.length === 0
        ? []
        : goalLine({ what: 'an idle environment', value: median(megabytes), under: 12, unit: ' MB', decimals: 1 })),
      ...goalLine({ what: 'the second of two bursts', value: second, under: 1_000, unit: ' ms' }),
      '',
      table(
        ['Offstage', ...columns.map(({ title }) => title)],
        [
          ['median', ...columns.map(({ values, decimals }) => figure(median(values), decimals))],
          ['smallest', ...columns.map(({ values, decimals }) => figure(Math.min(...values), decimals))],
          ['largest', ...columns.map(({ values, decimals }) => figure(Math.max(...values), decimals))],
        ],
      ),
    ].join('\n'),
  };
}
