import { median } from '../figures.js';
import { goalLine } from './goal.js';
import { figure, ratioFigure, table } from './table.js';

/** Start to first answer with fifty functions, beside one; a round's own ratio is between the medians of its starts. */
export function reportMany({ rows }) {
  const sizes = [...new Set(rows.map((row) => row.functions))].sort((a, b) => a - b);
  const times = (size, round) =>
    rows.filter((row) => row.functions === size && (round === undefined || row.round === round)).map(({ ms }) => ms);
  const rounds = [...new Set(rows.map((row) => row.round))];
  const ratioOf = (size) => {
    const ratios = rounds.map((round) => median(times(size, round)) / median(times(sizes[0], round)));
    return { median: median(ratios), lowest: Math.min(...ratios), highest: Math.max(...ratios) };
  };
  const value = ratioOf(sizes.at(-1)).median;
  return {
    title: 'Start of a project with many functions',
    text: [
      ...goalLine({ what: `${sizes.at(-1)} functions`, value, under: 2, unit: ' times one function', decimals: 2 }),
      '',
      table(
        ['functions, from the spawn of node to the first answer', 'median ms', 'fastest', 'slowest', '÷ one function'],
        sizes.map((size) => [
          `${size}`,
          figure(median(times(size))),
          figure(Math.min(...times(size))),
          figure(Math.max(...times(size))),
          ratioFigure(ratioOf(size)),
        ]),
      ),
    ].join('\n'),
  };
}
