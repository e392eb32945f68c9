import { median, roundRatios } from '../figures.js';
import { goalLine } from './goal.js';
import { figure, ratioFigure, table } from './table.js';

/** Start to first answer, per contender; a round's own ratios are between the medians of its starts. */
export function reportStart({ rows, contenders }) {
  const all = (id) => rows.filter((row) => row.contender === id).map((row) => row.ms);
  const ratio = (dividend, divisor) =>
    roundRatios(rows, dividend, divisor, (starts) => median(starts.map(({ ms }) => ms)));
  const value = ratio('offstage', 'fastify')?.median;
  const goal = goalLine({ what: 'Offstage', value, under: 1.5, unit: ' times Fastify', decimals: 2 });
  return {
    title: 'Start to first answer',
    text: [
      ...goal,
      '',
      table(
        ['from the spawn of node', 'median ms', 'fastest', 'slowest', '÷ Fastify (lowest–highest round)'],
        contenders.map(({ id, title }) => [
          title,
          figure(median(all(id))),
          figure(Math.min(...all(id))),
          figure(Math.max(...all(id))),
          ratioFigure(ratio(id, 'fastify')),
        ]),
      ),
    ].join('\n'),
  };
}
