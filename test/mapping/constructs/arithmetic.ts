import { type Example, isRefused, prints, type Table } from './example.ts';

/** A row of one calculation. */
function sum(construct: string, expression: string, result: string, says: string, velocity?: string): Example {
  const row = { construct, template: `#set($x = ${expression})$x`, expect: prints(result), says };
  return velocity === undefined ? row : { ...row, velocity };
}

export const ARITHMETIC: Table = {
  title: 'Arithmetic, and how numbers print',
  intro: 'Numbers calculate with Java’s types: whole numbers stay whole, and a number with a point is a Double.',
  given: { variables: { n: 7, big: 12345678901, text: '5' } },
  examples: [
    sum('`/` of whole numbers', '-7 / 2', '-3', 'The rest is cut off.'),
    sum('`%`', '-7 % 3', '-1', 'The rest has the sign of the first number.'),
    sum('`/` with a Double', '7.0 / 2', '3.5', 'One Double makes the result one.'),
    sum('a Double that is whole', '100.0 / 50', '2.0', 'It prints with `.0`.'),
    sum('Double rounding', '0.1 + 0.2', '0.30000000000000004', 'As in Java (and JavaScript).'),
    sum('a large Double', '1000000.0 * 10', '1.0E7', 'From 10,000,000 with an exponent.'),
    sum('a small Double', '0.01 / 100', '1.0E-4', 'Below 0.001, too.'),
    sum(
      'beyond Integer',
      '2147483647 + 1',
      '2147483648',
      'Whole numbers grow to Long and to BigInteger: nothing overflows.',
    ),
    sum('beyond Long', '9223372036854775807 + 1', '9223372036854775808', 'And on.'),
    sum('order', '1 + 2 * 3 - (4 - 1)', '4', '`*`, `/`, `%` before `+`, `-`; parentheses as usual.'),
    sum('a Long', '$big * 2', '24691357802', 'Numbers of the body and of `$context` have the type that they need.'),
    sum('`+` of texts', '"a" + 1 + 2', 'a12', 'A text on either side joins.'),
    sum(
      'a number in a text',
      '$text + 1',
      '51',
      'A text is never a number: call `$n.parseInt($text)` on any Integer `$n`.',
    ),
    sum('`*` with a text', '$text * 2', '', 'No value: nothing is set.', 'prints `$x`'),
    sum('by zero', '1 / 0', '', 'No value and no error.', 'prints `$x`'),
    sum(
      'plus nothing',
      '1 + $missing',
      '1',
      'What is missing is the empty text, so this joins: the result is a text.',
      'prints `$x`',
    ),
    {
      construct: 'a minus without blanks',
      template: '#set($x = $n-1)[$x] #set($x = $n - 1)[$x]',
      expect: prints('[] [6]'),
      says: 'A hyphen belongs to the name before it: put blanks around a minus.',
      velocity: 'prints `[$x] [6]`',
    },
    {
      construct: 'a sign before a reference',
      template: '#set($x = -$n)$x',
      expect: isRefused('there is "-" where a value should stand'),
      says: 'Only literals have a sign: write `0 - $n`.',
    },
    {
      construct: 'outside of directives',
      template: '$n + 1',
      expect: prints('7 + 1'),
      says: 'Text is not calculated.',
    },
  ],
};
