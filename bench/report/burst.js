import { median } from '../figures.js';
import { goalLine } from './goal.js';
import { figure, table } from './table.js';

/** The burst: who answered everything, and who was alive afterwards. */
export function reportBurst({ rows, contenders, options }) {
  const { connections, seconds } = options.burst;
  const of = (id) => rows.filter((row) => row.contender === id);
  const troubles = (id) => of(id).filter((row) => row.trouble !== undefined);
  const middle = (id, field) => {
    const values = of(id).flatMap((row) => row[field] ?? []);
    return values.length === 0 ? undefined : median(values);
  };
  const offstage = of('offstage');
  const stood = offstage.length - troubles('offstage').length;
  const goals =
    offstage.length === 0
      ? []
      : [
          `- Offstage answers every request and every call afterwards in ${stood} of ${offstage.length} rounds (to reach: all) — ${stood === offstage.length ? 'reached' : 'missed'}`,
          ...goalLine({ what: 'Offstage at its largest', value: middle('offstage', 'peak'), under: 400, unit: ' MB' }),
        ];
  return {
    title: `${figure(connections)} connections for ${figure(seconds)} s`,
    text: [
      ...goals,
      '',
      table(
        ['Lambda proxy GET', 'answers', 'p99 ms', 'largest MB', 'slowest call afterwards, ms', 'went wrong'],
        contenders.map(({ id, title }) => [
          title,
          figure(middle(id, 'answers')),
          figure(middle(id, 'p99')),
          figure(middle(id, 'peak')),
          figure(middle(id, 'afterwardsMs')),
          troubles(id)[0]?.trouble ?? 'nothing',
        ]),
      ),
    ].join('\n'),
  };
}
