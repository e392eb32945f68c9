import { expect, it } from 'vitest';
import { explain } from '../../emulator/errors/explanation.ts';
import { createColors } from '../../emulator/terminal/colors.ts';
import type { ExplanationStyle } from '../../emulator/terminal/explanation.ts';
import { type ImportedDocument, renderImportReport } from '../../emulator/terminal/import-report.ts';
import { api } from '../helpers/gateway.ts';

const style: ExplanationStyle = { colors: createColors({}, {}), root: '/project', width: undefined, mask: String };
const at = (line: number): object => ({ source: { file: '/project/api.yaml', line, column: 3 } });

const report: ImportedDocument = {
  document: '/project/api.yaml',
  out: '/project/routes.json',
  api: api({ '/': {}, '/pets': { GET: {}, PUT: {} } }),
  functions: 1,
  changed: [],
  notTaken: [],
  toFillIn: [],
};

it('says in one line what was taken, when there is nothing else to say', () => {
  expect(renderImportReport(report, style)).toBe(
    '\n✓ routes.json is written from api.yaml: 1 resource, 2 methods, 0 models, 1 function\n',
  );
});

it('shows the first few notes of a kind, and the number of the rest', () => {
  const models = Array.from({ length: 7 }, (_, index) =>
    explain('import-inline-model', { model: `M${index}` }, at(index)),
  );
  const changed = [explain('import-stage-added', { stage: 'v1' }), ...models];
  const lines = renderImportReport({ ...report, changed }, style).split('\n');
  expect(lines.slice(3, 9)).toEqual([
    'Changed',
    '',
    '  The stage v1 was added: a document has no stages.',
    '  api.yaml:0:3',
    '    The schema that stands inside the operation became the model M0.',
    '  api.yaml:1:3',
  ]);
  expect(lines.at(-2)).toBe('  … and 2 more like these');
});

it('ends with the errors that keep the project from starting', () => {
  const wrong = explain('import-stage-variable', { name: 'host', stage: 'v1' }, at(9));
  const toFillIn = [
    { severity: 'error', explanation: wrong },
    { severity: 'warning', explanation: wrong },
  ] as const;
  const text = renderImportReport({ ...report, toFillIn }, style);
  expect(text).toContain(
    '\nTo fill in\n\n  api.yaml:9:3  error  import-stage-variable\n    The stage variable host is used',
  );
  expect(text.trimEnd().split('\n').at(-1)).toBe("`offstage dev` won't start before 1 error is mended.");
});
