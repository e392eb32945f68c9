import { fails, isRefused, prints, type Table } from './example.ts';

export const LITERALS: Table = {
  title: 'Literals and ranges',
  intro: 'Values can be written where `#set`, a condition or an argument takes one.',
  given: { variables: { name: 'Joey', n: 3 } },
  examples: [
    {
      construct: '`"text"`',
      template: '#set($x = "Hi $name#if($n > 2)!#end")$x',
      expect: prints('Hi Joey!'),
      says: 'Between double quotes references and directives work.',
    },
    {
      construct: "`'text'`",
      template: "#set($x = 'Hi $name')$x",
      expect: prints('Hi $name'),
      says: 'Between single quotes nothing is replaced.',
    },
    {
      construct: 'numbers',
      template: '#set($a = -5)#set($b = 1.50)#set($c = .5)#set($d = 1e3)$a $b $c $d',
      expect: prints('-5 1.5 0.5 1000.0'),
      says: 'Whole numbers are Integers, Longs or BigIntegers by their size; all others are Doubles.',
    },
    {
      construct: '`true`, `false`',
      template: '#set($x = true)$x',
      expect: prints('true'),
      says: 'Booleans.',
    },
    {
      construct: '`[…]`',
      template: '#set($x = ["a", $n, [true]])$x $x.size() $x[2][0]',
      expect: prints('[a, 3, [true]] 3 true'),
      says: 'A list. One that a template made prints as Java prints it, not as JSON.',
    },
    {
      construct: '`{…}`',
      template: '#set($x = {"a": 1, "$name": {"b": $n}})$x $x.Joey.b',
      expect: prints('{a=1, Joey={b=3}} 3'),
      says: 'A map, in the order in which it is written.',
    },
    {
      construct: '`[a..b]`',
      template: '#set($x = [1..$n])$x',
      expect: prints('[1, 2, 3]'),
      says: 'A range is a list of Integers. Its ends are numbers or references.',
    },
    {
      construct: 'a range of anything else',
      template: '#set($x = ["a".."c"])$x',
      expect: isRefused('there is ".." where "," or "]" should stand'),
      says: 'There is no range of letters.',
    },
    {
      construct: 'a very long range',
      template: '#set($x = [1..2000000])',
      expect: fails('more than a million items'),
      says: 'Longer ranges than a million items fail here; what AWS does is not known.',
    },
  ],
};
