import type { Problem } from '../config/problem.ts';
import type { RestApi } from '../config/types.ts';
import type { Explanation } from '../errors/explanation.ts';
import { escapeLine } from './escape.ts';
import type { ExplanationStyle } from './explanation.ts';
import { renderPath, renderPlace } from './place.ts';
import { count, renderProblem } from './problems.ts';
import { shortenWords, wrap } from './wrap.ts';

/** What became of a document. */
export interface ImportedDocument {
  /** Absolute paths. */
  readonly document: string;
  readonly out: string;
  readonly api: RestApi;
  /** Number of functions. */
  readonly functions: number;
  readonly changed: readonly Explanation[];
  readonly notTaken: readonly Problem[];
  readonly toFillIn: readonly Problem[];
}

/** The output of `import`: what was taken as a number, everything else one by one, with its place. */
export function renderImportReport(report: ImportedDocument, style: ExplanationStyle): string {
  const { colors: c, root } = style;
  const { document, out, changed, notTaken, toFillIn } = report;
  const names = `${renderPath(out, root)} is written from ${renderPath(document, root)}: ${renderTaken(report)}`;
  const errors = toFillIn.filter(({ severity }) => severity === 'error').length;
  return [
    '',
    `${c.green('✓')} ${names}`,
    ...section('Changed', renderNotes(changed, style), '\n', c.bold),
    ...section(
      'Not taken as it is',
      notTaken.map((problem) => renderProblem(problem, style)),
      '\n\n',
      c.bold,
    ),
    ...section(
      'To fill in',
      toFillIn.map((problem) => renderProblem(problem, style)),
      '\n\n',
      c.bold,
    ),
    ...(errors === 0
      ? []
      : [
          '',
          c.red(`\`offstage dev\` won't start before ${count(errors, 'error')} ${errors === 1 ? 'is' : 'are'} mended.`),
        ]),
    '',
  ].join('\n');
}

function renderTaken({ api, functions }: ImportedDocument): string {
  const resources = api.resources.filter(({ methods }) => methods.size > 0);
  const methods = resources.reduce((sum, resource) => sum + resource.methods.size, 0);
  return [
    count(resources.length, 'resource'),
    count(methods, 'method'),
    count(api.models.size, 'model'),
    count(functions, 'function'),
  ].join(', ');
}

function section(title: string, entries: readonly string[], gap: string, bold: (text: string) => string): string[] {
  return entries.length === 0 ? [] : ['', bold(title), '', entries.join(gap)];
}

const MOST_ALIKE = 5;

/** In a long document a hundred schemas may have got a name: the first few of a kind are shown, then their number. */
function renderNotes(notes: readonly Explanation[], style: ExplanationStyle): string[] {
  return [...new Set(notes.map(({ code }) => code))].flatMap((kind) => {
    const alike = notes.filter(({ code }) => code === kind);
    return [
      ...alike.slice(0, MOST_ALIKE).map((note) => renderNote(note, style)),
      ...(alike.length > MOST_ALIKE ? [style.colors.dim(`  … and ${alike.length - MOST_ALIKE} more like these`)] : []),
    ];
  });
}

function renderNote({ source, what }: Explanation, { colors: c, root, mask, width }: ExplanationStyle): string {
  const room = width === undefined ? undefined : Math.max(20, width - 4);
  const lines = wrap(escapeLine(shortenWords(mask(what))), room);
  const place = source === undefined ? [] : [`  ${c.cyan(renderPlace(source, root))}`];
  return [...place, ...lines.map((line) => (source === undefined ? `  ${line}` : `    ${line}`))].join('\n');
}
