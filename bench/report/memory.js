import { median } from '../figures.js';
import { goalLine } from './goal.js';
import { figure, table } from './table.js';

/** Resident memory of each contender's whole process tree. */
export function reportMemory({ rows, contenders }) {
  const requests = figure(rows[0]?.requests);
  const of = (id, field) => {
    const values = rows.filter((row) => row.contender === id && row[field] !== undefined).map((row) => row[field]);
    return values.length === 0 ? undefined : median(values);
  };
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
      '',
      table(
        ['MB, esbuild’s process included', 'after the start', `after ${requests} requests`],
        contenders.map(({ id, title }) => [title, figure(of(id, 'afterStart')), figure(of(id, 'afterRequests'))]),
      ),
    ].join('\n'),
  };
}
