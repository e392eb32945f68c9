import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../emulator/errors/code-frame.ts';

describe('a code frame', () => {
  it('shows the line with its number, and a caret below the column', () => {
    expect(codeFrame('{\r\n  "a": 1,\r\n}', { line: 2, column: 8 })).toBe('2 |   "a": 1,\n  |        ^');
  });

  it('keeps tabs, which are as wide as the terminal makes them', () => {
    expect(codeFrame('\t\t"a"', { line: 1, column: 3 })).toBe('1 | \t\t"a"\n  | \t\t^');
  });

  it('cuts a long line around the column', () => {
    const [line = '', caret = ''] = codeFrame(`${'a'.repeat(300)}X${'b'.repeat(300)}`, { line: 1, column: 301 }).split(
      '\n',
    );
    expect(line.length).toBeLessThan(120);
    expect(line.startsWith('1 | …a')).toBe(true);
    expect(line.endsWith('b…')).toBe(true);
    expect(line.charAt(caret.indexOf('^'))).toBe('X');
  });

  it('is fine with a place outside the text', () => {
    expect(codeFrame('a', { line: 7, column: 9 })).toBe('7 | \n  | ^');
    expect(codeFrame('a', { line: 1, column: 9 })).toBe('1 | a\n  |  ^');
    expect(codeFrame('', { line: 1, column: 0 })).toBe('1 | \n  | ^');
  });
});
