import { type Example, fails, prints, type Table } from './example.ts';

function matches(construct: string, pattern: string, text: string, result: boolean, says: string): Example {
  return {
    construct,
    template: `#set($s = '${text}')$s.matches('${pattern}')`,
    expect: prints(String(result)),
    says,
  };
}

export const REGULAR_EXPRESSIONS: Table = {
  title: 'Regular expressions',
  intro:
    'The patterns of `matches`, `replaceAll`, `replaceFirst` and `split`, of JSONPath’s `=~` and of selection patterns have the syntax of java.util.regex. `matches`, `=~` and selection patterns have to match the whole text.',
  examples: [
    matches('the whole text', 'four', 'four hundred', false, 'Write `.*four.*` for a part.'),
    matches('`.` and newlines', '(?s)a.*', 'a\nb', true, '`.` takes no newline without the flag `(?s)`.'),
    matches(
      'flags',
      '(?i)ERROR: \\d+',
      'error: 42',
      true,
      'At the start or in the middle: `i`, `s`, `m`, `x`, `u`, `d`.',
    ),
    matches(
      'classes',
      '\\p{Alpha}+[\\w&&[^\\d]]',
      'abcd',
      true,
      'POSIX and Unicode classes, unions and intersections.',
    ),
    matches('`\\Q…\\E`', '\\Qa.b\\E', 'a.b', true, 'Taken literally.'),
    matches('possessive quantifiers', 'a++a', 'aaa', false, '`*+`, `++`, `?+` and `(?>…)` give nothing back.'),
    matches(
      'groups',
      '(?<x>.)\\k<x>(?:a|b)',
      'zza',
      true,
      'Numbered, named and not capturing; looking ahead and behind.',
    ),
    {
      construct: '`$1` in a replacement',
      template: "#set($s = 'Joey')$s.replaceAll('(J)(o)', '$2$1') $s.replaceAll('o', '\\$')",
      expect: prints('oJey J$ey'),
      says: 'A group of the match; a backslash escapes.',
    },
    {
      construct: 'a pattern that Java refuses',
      template: '#set($s = "a")$s.matches("(")',
      expect: fails('near index'),
      says: 'The request fails. A selection pattern is refused by `offstage check`.',
    },
    {
      construct: 'backtracking without end',
      template: '#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")$s.matches("(a+)+")',
      expect: fails('took more than 50 ms'),
      says: 'A match has 50 ms, then the request fails; that of a selection pattern with 500.',
    },
  ],
};
