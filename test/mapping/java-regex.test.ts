import { describe, expect, it } from 'vitest';
import { compileJavaPattern } from '../../emulator/mapping/java-regex.ts';

describe('compileJavaPattern', () => {
  it.each<[string, string, boolean]>([
    ['2\\d{2}', '204', true],
    ['2\\d{2}', '2045', false],
    ['4\\d{2}|5\\d{2}', '503', true],
    ['.*four hundred.*', 'a\nfour hundred', false],
    ['(?s).*four hundred.*', 'a\nfour hundred', true],
    ['(?i)error: \\p{Alpha}+', 'ERROR: abc', true],
    ['\\Qa.b\\E+', 'a.bbb', true],
    ['[a-z&&[^aeiou]]+', 'xyz', true],
    ['[a-z&&[^aeiou]]+', 'xaz', false],
    ['a++b', 'aaab', true],
    ['a++ab', 'aaab', false],
    ['(?>a|ab)c', 'abc', false],
    ['(a)(b)?\\1', 'aa', true],
    ['(?<x>.)\\k<x>', 'zz', true],
    ['\\h*\\R\\X\\z', ' \r\né', true],
    ['^Bearer [-0-9a-zA-Z._]*$', 'Bearer a.b-c_d', true],
    ['(?x) a b # comment', 'ab', true],
    ['\\x41\\u0042\\0103', 'ABC', true],
    ['(?<=a)b', 'b', false],
    ['a(?=b)b(?!c).', 'abd', true],
    ['x*', '', true],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(compileJavaPattern(pattern).matches(text)).toBe(expected);
  });

  it.each(['*', 'a**', '(', ')', '[a', 'a{2', '\\y', '(?<a>x)(?<a>y)', '\\p{Nope}', 'a{2,1}', '(?z)', '\\'])(
    'refuses %s',
    (pattern) => {
      expect(() => compileJavaPattern(pattern)).toThrow(/near index/);
    },
  );

  it.each([
    ['(a+)+b', 'a'.repeat(60)],
    ['(a|aa)+$', `${'a'.repeat(60)}b`],
    ['(.*a){20}', 'a'.repeat(40)],
  ])('stops %s on a text that makes it backtrack without end', (pattern, text) => {
    expect(() => compileJavaPattern(pattern).matches(text)).toThrow(
      expect.objectContaining({ name: 'JavaPatternTimeout' }),
    );
  });

  it('gives the groups of a search', () => {
    expect(compileJavaPattern('(\\d+)-(x)?').find('ab 12-', 0)).toEqual({
      start: 3,
      end: 6,
      groups: ['12-', '12', undefined],
    });
  });
});

describe('a match that takes too long', () => {
  const row = 'a'.repeat(20_000);

  it.each([
    ['a class that needs more than there is', '[ab]*a{2147483647}', row],
    ['a class of many in a search', 'a{9999999}b', 'a'.repeat(1_000_000)],
    ['a class that gives back', 'a*a*a*a*b', row],
    ['a group compared again and again', '(a*)\\1\\1b', 'a'.repeat(200_000)],
    ['groups inside each other', '(?:(?:a*)*)*b', row],
    ['a look behind', '(?:(?<=a{1,1000})a*)*b', row],
  ])('ends after its 50 ms: %s', (_, pattern, text) => {
    const compiled = compileJavaPattern(pattern);
    expect(() => {
      compiled.find(text, 0);
      compiled.matches(text);
    }).toThrow(expect.objectContaining({ name: 'JavaPatternTimeout' }));
  });
});
