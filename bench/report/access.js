import { median } from '../figures.js';
import { goalLine } from './goal.js';
import { figure, table } from './table.js';

const METHODS = [
  { id: 'none', title: 'asks for nothing' },
  { id: 'throttle', title: 'is throttled by the stage' },
  { id: 'key', title: 'requires an API key, of a plan with throttle and quota' },
];

/** What method request's checks cost a request that they let in. */
export function reportAccess({ rows }) {
  const times = (id) => rows.filter(({ method }) => method === id).map(({ check }) => check);
  return {
    title: 'Who may come in: the checks of method request',
    text: [
      ...goalLine({
        what: 'a method that asks for nothing',
        value: median(times('none')),
        under: 2,
        unit: ' µs',
        decimals: 2,
      }),
      '',
      table(
        ['a method that …', 'median µs', 'slowest round'],
        METHODS.map(({ id, title }) => [title, figure(median(times(id)), 2), figure(Math.max(...times(id)), 2)]),
      ),
    ].join('\n'),
  };
}
