import { median } from '../figures.js';
import { goalLine } from './goal.js';
import { figure, table } from './table.js';

/** Of a process of 150 MB: what garbage not yet collected makes it differ from one look to the next. */
const NO_GROWTH_MB = 10;

/** Resident memory of each contender's whole process tree. */
export function reportMemory({ rows, contenders }) {
  const requests = figure(rows[0]?.requests);
  const of = (id, field) => {
    const values = rows.filter((row) => row.contender === id && row[field] !== undefined).map((row) => row[field]);
    return values.length === 0 ? undefined : median(values);
  };
  const more = figure(rows[0]?.moreRequests);
  const growths = rows
    .filter((row) => row.contender === 'offstage' && row.afterMore !== undefined)
    .map((row) => row.growth);
  return {
    title: 'Resident memory',
    text: [
      ...goalLine({ what: 'Offstage after its start', value: of('offstage', 'afterStart'), under: 130, unit: ' MB' }),
      ...goalLine({
        what: `Offstage after ${requests} requests`,
        value: of('offstage', 'afterRequests'),
        under: 160,
        unit: ' MB',
      }),
      ...goalLine({
        what: `growth of Offstage over ${more} more`,
        value: growths.length === 0 ? undefined : median(growths),
        under: NO_GROWTH_MB,
        unit: ' MB',
        decimals: 1,
      }),
      '',
      table(
        ['MB, esbuild’s process included', 'after the start', `after ${requests} requests`, `after ${more} more`],
        contenders.map(({ id, title }) => [
          title,
          ...['afterStart', 'afterRequests', 'afterMore'].map((field) => figure(of(id, field))),
        ]),
      ),
    ].join('\n'),
  };
}
