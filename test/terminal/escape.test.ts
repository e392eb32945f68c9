import { describe, expect, it } from 'vitest';
import { cleanOutput, escapeLine, escapeLines } from '../../emulator/terminal/escape.ts';

describe('text from outside', () => {
  it('spells out what would move the cursor, clear the screen or break the line', () => {
    expect(escapeLine('/pets\x1b[2J\r\n\t\x00\x7f\x9b')).toBe('/pets\\x1b[2J\\r\\n\\t\\x00\\x7f\\x9b');
  });

  it('spells out marks that turn the direction of writing', () => {
    expect(escapeLine('a\u202eb\u2066c\u2028d')).toBe('a\\u202eb\\u2066c\\u2028d');
  });

  it('leaves letters of every script as they are', () => {
    expect(escapeLine('/péts/猫/🐈')).toBe('/péts/猫/🐈');
  });

  it('keeps the lines and tabs of text that has several', () => {
    expect(escapeLines('1 | a\n\t^\x1b[H\r')).toBe('1 | a\n\t^\\x1b[H\\r');
  });
});

describe("a function's own output", () => {
  it('keeps its colours where colours are printed, and ends them', () => {
    expect(cleanOutput('\x1b[31mred\x1b[39m plain', true)).toBe('\x1b[31mred\x1b[39m plain\x1b[0m');
  });

  it('is plain text where none are printed', () => {
    expect(cleanOutput('\x1b[31mred\x1b[39m \x1b[2Jplain', false)).toBe('red plain');
  });

  it('moves no cursor and sets no title', () => {
    expect(cleanOutput('\x1b[1A\x1b]0;title\x07text', true)).toBe('\\x1b[1A\\x1b]0;title\\x07text\x1b[0m');
  });

  it('takes Windows line ends for line ends', () => {
    expect(cleanOutput('one\r\ntwo', false)).toBe('one\ntwo');
  });
});
