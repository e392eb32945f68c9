import { type Colors, statusPaint } from '../terminal/colors.ts';
import { escapeLine } from '../terminal/escape.ts';
import { count } from '../terminal/problems.ts';
import { renderDuration } from '../terminal/request-line.ts';
import { shorten } from '../terminal/wrap.ts';
import type { Comparison, Difference, Kept, NoAnswer, ParityReport } from './types.ts';

const PATH_WIDTH = 28;
const NAME_WIDTH = 34;
const VALUE_WIDTH = 44;
const LONGEST_VALUE = 120;

/** What the terminal shows: a line for each request, below it what differs on both sides, then the sum of it. */
export function renderTable(report: ParityReport, c: Colors): string {
  return [
    '',
    `  ${c.bold(''.padEnd(10 + PATH_WIDTH))}  ${c.bold('emulator'.padEnd(16))}${c.bold('stage')}`,
    ...report.comparisons.flatMap((comparison) => renderComparison(comparison, c)),
    '',
    ...renderVariations(report, c),
    ...report.notes.map((note) => `  ${c.yellow('note')}  ${escapeLine(note)}`),
    ...renderSuite(report, c),
    renderSummary(report, c),
    '',
  ].join('\n');
}

/** A place in words: `header x-cache`, `body $.name`. */
export function placeOf({ where, name }: Difference): string {
  return name === undefined ? where : `${where} ${name}`;
}

function renderComparison({ request, emulator, stage, differences, notes }: Comparison, c: Colors): string[] {
  const mark = differences.length === 0 ? c.green('✓') : c.red('✗');
  const target = escapeLine(shorten(request.target || '/', LONGEST_VALUE)).padEnd(PATH_WIDTH);
  const line = `  ${mark} ${c.bold(request.method.padEnd(7))} ${target}  ${seen(emulator, c)}${seen(stage, c)}`;
  return [
    line.trimEnd(),
    ...differences.map((difference) => {
      const [left, right] = [shownValue(difference.emulator), shownValue(difference.stage)];
      const name = escapeLine(placeOf(difference));
      return `      ${c.red(name.padEnd(NAME_WIDTH))}  ${left.padEnd(VALUE_WIDTH)}  ${right}`;
    }),
    ...notes.map((note) => `      ${c.yellow('note')}  ${escapeLine(note)}`),
  ];
}

/** `200    12 ms`, 16 columns wide. */
function seen(side: Kept | NoAnswer, c: Colors): string {
  if ('kind' in side) return c.red('none'.padEnd(16));
  return `${statusPaint(side.status, c)(`${side.status}`)} ${c.dim(renderDuration(side.ms).padStart(9))}   `;
}

function shownValue(value: string | undefined): string {
  return value === undefined ? '(missing)' : escapeLine(shorten(value, LONGEST_VALUE));
}

function renderVariations({ known }: ParityReport, c: Colors): string[] {
  const seenOnes = known.filter(({ seen: times }) => times > 0);
  if (seenOnes.length === 0) return [];
  const width = Math.max(...seenOnes.map(({ name, seen: times }) => `${name} ×${times}`.length));
  return [
    c.dim('  Varies on every stage, and is no difference:'),
    ...seenOnes.map(({ name, reason, seen: times }) => c.dim(`    ${`${name} ×${times}`.padEnd(width)}  ${reason}`)),
    '',
  ];
}

function renderSuite({ suite }: ParityReport, c: Colors): string[] {
  if (suite === undefined) return [];
  const paint = suite.stage === 'failed' ? c.red : String;
  return [`  Tests: ${suite.emulator} on the emulator, ${paint(`${suite.stage} on the stage`)}`];
}

function renderSummary({ summary, stage, recordedAt }: ParityReport, c: Colors): string {
  const { requests, different } = summary;
  const where = `${stage}${recordedAt === undefined ? '' : ` as recorded on ${recordedAt.slice(0, 16).replace('T', ' ')}`}`;
  const all = count(requests, 'request');
  if (different === 0) return `  ${c.green('✓')} ${all}: the emulator and ${where} answer the same.`;
  return `  ${c.red('✗')} ${different} of ${all} ${different === 1 ? 'is' : 'are'} answered differently by ${where}.`;
}
