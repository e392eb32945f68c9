import { describe, expect, it } from 'vitest';
import { indexOfText, lastIndexOfText, replaceText } from '../../../emulator/mapping/java/text-search.ts';

/** Long enough that JavaScript's own search is not taken. */
const LONG = 'ab'.repeat(10_000);
const NEEDLE = 'ba'.repeat(300);
const MISSING = `${NEEDLE}${'x'}${NEEDLE}`;

describe('a search in a long text', () => {
  it('finds what JavaScript finds', () => {
    for (const part of [NEEDLE, `b${NEEDLE}`, MISSING, `${'ab'.repeat(300)}`]) {
      for (const from of [-3, 0, 1, 2, 777, 19_400, 19_999, 30_000]) {
        expect(indexOfText(LONG, part, from)).toBe(LONG.indexOf(part, from));
        expect(lastIndexOfText(LONG, part, Math.abs(from))).toBe(LONG.lastIndexOf(part, Math.abs(from)));
      }
      expect(indexOfText(LONG, part)).toBe(LONG.indexOf(part));
      expect(lastIndexOfText(LONG, part)).toBe(LONG.lastIndexOf(part));
      expect(replaceText(LONG, part, '$&')).toBe(LONG.replaceAll(part, () => '$&'));
    }
  });

  it('ends soon where each place is nearly right', () => {
    const text = 'a'.repeat(1_000_000);
    const part = `${'a'.repeat(200_000)}b${'a'.repeat(200_000)}`;
    expect(indexOfText(text, part)).toBe(-1);
    expect(lastIndexOfText(text, part)).toBe(-1);
    expect(replaceText(text, part, '')).toBe(text);
    expect(indexOfText(text, part.replace('b', 'a'), 500_000)).toBe(500_000);
  });
});
