import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../emulator/errors/explanation.ts';
import { createColors } from '../../emulator/terminal/colors.ts';
import { type ExplanationStyle, renderExplanation, renderReminder } from '../../emulator/terminal/explanation.ts';

const style: ExplanationStyle = {
  colors: createColors({}, {}),
  root: '/project',
  width: undefined,
  mask: (text) => text.replaceAll('s3cret', '****'),
};

const explanation: Explanation = {
  code: 'cli-internal-error',
  fault: 'user',
  what: 'The function onePet threw TypeError: pet is undefined.',
  remedy: 'Check that there is a pet.',
  source: { file: '/project/functions/onePet.ts', line: 4, column: 18 },
  detail: '3 | export const handler = async () => {\n4 |   return pet.name;\n  |          ^\n',
};

describe('the block below a failed request', () => {
  it('says which box, what it got, what happened where, what was sent and what to change', () => {
    const block = renderExplanation(explanation, style, { box: 'integration', got: '{"id":"7"}', sent: '502 {}' });
    expect(block).toBe(
      [
        '  │ route match ✓ → method request ✓ → integration request ✓ → integration ✗',
        '  │',
        '  │ got     {"id":"7"}',
        '  │ error   The function onePet threw TypeError: pet is undefined.',
        '  │ at      functions/onePet.ts:4:18',
        '  │',
        '  │   3 | export const handler = async () => {',
        '  │   4 |   return pet.name;',
        '  │     |          ^',
        '  │',
        '  │ sent    502 {}',
        '  │ fix     Check that there is a pet.',
      ].join('\n'),
    );
  });

  it('is short where little is known', () => {
    const { code, fault, what, remedy } = explanation;
    expect(renderExplanation({ code, fault, what, remedy }, style, {}, 'warning')).toBe(
      '  │ note    The function onePet threw TypeError: pet is undefined.\n  │ fix     Check that there is a pet.',
    );
  });

  it('breaks long sentences at the width of the terminal', () => {
    const { code, fault, what, remedy } = explanation;
    expect(renderExplanation({ code, fault, what, remedy }, { ...style, width: 44 })).toBe(
      [
        '  │ error   The function onePet threw',
        '  │         TypeError: pet is undefined.',
        '  │ fix     Check that there is a pet.',
      ].join('\n'),
    );
  });

  it('shows no secret and obeys no control character, wherever they come from', () => {
    const block = renderExplanation(
      { ...explanation, what: 's3cret\x1b[2J', detail: 's3cret\x1b[2J', remedy: 's3cret\nx' },
      style,
      { box: 'route match', got: 's3cret\x1b[2J', sent: 's3cret' },
    );
    expect(block).not.toContain('s3cret');
    expect(block).not.toContain('\x1b');
    expect(block).toContain('****\\nx');
  });

  it('shows the beginning of a long body and how much more there is', () => {
    const block = renderExplanation(explanation, style, { box: 'integration', got: 'x'.repeat(1_000) });
    expect(block).toContain(`got     ${'x'.repeat(300)}… (700 more)\n`);
  });

  it('cuts a value in a sentence that is as long as a body', () => {
    const what = `The path ${'x'.repeat(9_000)} names no stage.`;
    expect(renderExplanation({ ...explanation, what }, style)).toContain(
      `${'x'.repeat(160)}… (8840 more) names no stage.`,
    );
  });

  it('names a failure that was explained a moment ago in one line', () => {
    expect(renderReminder(explanation, style)).toBe(
      '  │ as before: The function onePet threw TypeError: pet is undefined. (functions/onePet.ts:4:18)',
    );
  });
});
