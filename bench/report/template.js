import { median, roundRatios } from '../figures.js';
import { goalLine } from './goal.js';
import { figure, ratioFigure, table } from './table.js';

const ENGINES = [
  { id: 'offstage', title: 'Offstage' },
  { id: 'velocityjs', title: 'velocityjs' },
];

/** Rendering one mapping template, parsed once, beside velocityjs. */
export function reportTemplate({ rows }) {
  const of = (id, what) => median(rows.filter((row) => row.contender === id).map((row) => row[what]));
  const ratio = (id, what) => roundRatios(rows, id, 'velocityjs', ([row]) => row[what]);
  const value = ratio('offstage', 'render').median;
  return {
    title: 'A mapping template of 30 lines on a body of 1 KB',
    text: [
      ...goalLine({ what: 'rendering', value, under: 0.333, unit: ' of velocityjs’s time', decimals: 3 }),
      '',
      table(
        ['median microseconds, the same text from both', 'render', '÷ velocityjs', 'parse', '÷ velocityjs'],
        ENGINES.map(({ id, title }) => [
          title,
          ...['render', 'parse'].flatMap((what) => [figure(of(id, what), 1), ratioFigure(ratio(id, what))]),
        ]),
      ),
    ].join('\n'),
  };
}
