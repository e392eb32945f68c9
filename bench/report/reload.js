import { median, p95 } from '../figures.js';
import { goalLine } from './goal.js';
import { figure, table } from './table.js';

/** Save to the first answer of the new code, by language and by the way of saving. */
export function reportReload({ rows }) {
  const languages = [...new Set(rows.map((row) => row.language))];
  const goals = languages.flatMap((language) => {
    const value = median(rows.filter((row) => row.language === language).map((row) => row.ms));
    return goalLine({ what: `a ${language} function`, value, under: 40, unit: ' ms', decimals: 1 });
  });
  return {
    title: 'Save to new code answering',
    text: [
      ...goals,
      '',
      table(
        ['from the return of the save', 'saves', 'median ms', 'p95 ms', 'slowest'],
        languages.flatMap((language) => linesOf(rows, language)),
      ),
    ].join('\n'),
  };
}

function linesOf(rows, language) {
  const ways = [...new Set(rows.map((row) => row.how))].sort();
  return [undefined, ...ways].map((how) => {
    const saves = rows.filter((row) => row.language === language && (how === undefined || row.how === how));
    const times = saves.map((row) => row.ms);
    const name = how === undefined ? `${language}, all` : `${language}, ${how}`;
    const figures = [median(times), p95(times), Math.max(...times)].map((ms) => figure(ms, 1));
    return [name, `${saves.length}`, ...figures];
  });
}
