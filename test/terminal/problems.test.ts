import { describe, expect, it } from 'vitest';
import type { Problem } from '../../emulator/config/problem.ts';
import { createColors } from '../../emulator/terminal/colors.ts';
import type { ExplanationStyle } from '../../emulator/terminal/explanation.ts';
import { renderProblems } from '../../emulator/terminal/problems.ts';

const style: ExplanationStyle = { colors: createColors({}, {}), root: '/project', width: undefined, mask: String };

const problem = (severity: Problem['severity'], what: string, more: Partial<Problem['explanation']> = {}): Problem => ({
  severity,
  explanation: { code: 'cli-unknown-stage', fault: 'user', what, remedy: 'Mend it.', ...more },
});

describe('a list of problems', () => {
  it('has place, sentence, code frame and remedy of each, and counts them', () => {
    const source = { file: '/project/routes.json', line: 7, column: 9 };
    const problems = [
      problem('error', 'This is wrong.', { source, detail: '7 | wrong\n  | ^' }),
      problem('error', 'That is wrong.'),
      problem('warning', 'This is odd.'),
    ];
    expect(renderProblems(problems, style)).toBe(
      [
        '  routes.json:7:9  error  cli-unknown-stage',
        '    This is wrong.',
        '',
        '      7 | wrong',
        '        | ^',
        '',
        '    Mend it.',
        '',
        '  error  cli-unknown-stage',
        '    That is wrong.',
        '    Mend it.',
        '',
        '  warning  cli-unknown-stage',
        '    This is odd.',
        '    Mend it.',
        '',
        '  2 errors, 1 warning',
      ].join('\n'),
    );
  });

  it('shows a file outside the project by its whole path', () => {
    const source = { file: '/elsewhere/api.json', line: 1, column: 1 };
    expect(renderProblems([problem('error', 'Wrong.', { source })], style)).toContain(
      '  /elsewhere/api.json:1:1  error',
    );
  });
});
