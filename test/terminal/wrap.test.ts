import { describe, expect, it } from 'vitest';
import { shorten, wrap } from '../../emulator/terminal/wrap.ts';

describe('breaking lines', () => {
  it('happens at spaces', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  });

  it('happens inside a word that is longer than a line', () => {
    expect(wrap('a 0123456789 b', 4)).toEqual(['a', '0123', '4567', '89 b']);
  });

  it('happens nowhere without a width', () => {
    expect(wrap('one two three', undefined)).toEqual(['one two three']);
  });
});

describe('shortening', () => {
  it('says how much it left out', () => {
    expect(shorten('abcdef', 4)).toBe('abcd… (2 more)');
    expect(shorten('abcd', 4)).toBe('abcd');
  });
});
