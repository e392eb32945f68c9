import { FEATURES } from '../fidelity/features.ts';
import { REFUSALS } from '../fidelity/refusals.ts';
import type { Proof } from '../fidelity/types.ts';
import { FAILING_CASES, FUNCTIONS, UNCONFIRMED } from '../fidelity/unconfirmed.ts';

/** docs/fidelity.md: how close Offstage is to AWS, from the tables whose rows test/fidelity proves. */
export function fidelityPage(): string {
  return `${[
    '<!-- Made by test/docs.test.ts from test/fidelity: npx vitest run test/docs.test.ts -u -->',
    '# How close Offstage is to AWS',
    'Strict by default: what AWS refuses is refused, with AWS’s status, headers and body. What is configured and not there yet is an error of `dev` and `check` that names it and its line. This page says what is exact (recorded answers of real AWS agree), what is approximate, what isn’t there, and what stands in for an answer that nobody recorded. Each row names the tests that prove it, and a test proves that they exist and that what is refused is refused.',
    '## Feature by feature',
    table(
      ['feature', 'state', 'detail', 'proved by'],
      FEATURES.map(({ feature, state, detail, proof }) => [feature, state, detail, links(proof)]),
    ),
    '## Refused',
    table(
      ['feature', 'detail', 'what `dev` and `check` say'],
      REFUSALS.map(({ feature, detail, refused }) => [
        feature,
        detail,
        unique(refused.map(({ says }) => says)).join('; '),
      ]),
    ),
    'The library’s `createEmulator({ openapi })` takes all that AWS’s import takes; it tells the same as a problem, and a call that needs a missing piece answers as AWS would.',
    '## Unconfirmed',
    'Nobody recorded what AWS answers here; Offstage gives what is most likely.',
    table(
      ['case', 'Offstage answers', 'proved by'],
      UNCONFIRMED.map(({ situation, answer, proof }) => [situation, answer, links(proof)]),
    ),
    '## Recorded cases that Offstage does not pass',
    table(
      ['case', 'why'],
      FAILING_CASES.map(({ cases, reason }) => [cases, reason]),
    ),
    '## Functions on your machine and on AWS',
    FUNCTIONS.map((text) => `- ${text}`).join('\n'),
  ].join('\n\n')}\n`;
}

function links(proof: readonly Proof[]): string {
  return unique(proof.map(([file]) => `[${file}](../test/${file}.test.ts)`)).join(', ');
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
