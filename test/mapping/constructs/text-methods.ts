import { type Example, fails, prints, type Table } from './example.ts';

function call(construct: string, template: string, result: string, says: string): Example {
  return { construct, template, expect: prints(result), says };
}

export const TEXT_METHODS: Table = {
  title: 'Methods of texts',
  intro: 'A text has the methods of java.lang.String; arguments have to be of the types that Java takes.',
  given: { variables: { s: ' Hello ', csv: 'a,b,c,,', name: 'Joey', n: 7 } },
  examples: [
    call(
      '`length` `isEmpty` `trim`',
      '$s.length() $s.isEmpty() [$s.trim()]',
      '7 false [Hello]',
      'Size, test, and without blanks around.',
    ),
    call('`toUpperCase` `toLowerCase`', '$name.toUpperCase() $name.toLowerCase()', 'JOEY joey', 'Letters.'),
    call(
      '`substring` `charAt`',
      '$name.substring(1) $name.substring(1, 3) $name.charAt(0)',
      'oey oe J',
      'Parts, from 0, the end not included.',
    ),
    call(
      '`indexOf` `lastIndexOf`',
      '$s.indexOf("l") $s.lastIndexOf("l") $s.indexOf("x")',
      '3 4 -1',
      'Places; -1 when there is none.',
    ),
    call(
      '`contains` `startsWith` `endsWith`',
      '$name.contains("oe") $name.startsWith("J") $name.endsWith("Y")',
      'true true false',
      'Tests. Upper and lower case count.',
    ),
    call(
      '`equals` `equalsIgnoreCase` `compareTo`',
      '$name.equals("Joey") $name.equalsIgnoreCase("JOEY") $name.compareTo("Kim")',
      'true true -1',
      'Comparisons; `equals` never compares a text with a number.',
    ),
    call('`replace`', '$csv.replace(",", ".")', 'a.b.c..', 'Replaces text by text.'),
    call(
      '`replaceAll` `replaceFirst`',
      '$csv.replaceAll("[,]+", "-") $csv.replaceFirst(",", "-")',
      'a-b-c- a-b,c,,',
      'Replace what a regular expression finds.',
    ),
    call(
      '`split`',
      '$csv.split(",").size() $csv.split(",")[1] $csv.split(",", 2)[1]',
      '3 b b,c,,',
      'By a regular expression. Empty texts at the end are left out.',
    ),
    call(
      '`matches`',
      '$name.matches("J.*") $name.matches("o")',
      'true false',
      'A regular expression that has to match the whole text.',
    ),
    call(
      '`format`',
      '$name.format("%05d|%-6s|%.2f|%x", 42, "ab", 2.345, 255)',
      '00042|ab    |2.35|ff',
      'Java’s format strings; any text can be asked for it.',
    ),
    call('`concat` `+`', '#set($x = $name + "!")$x $name.concat("!")', 'Joey! Joey!', 'Joining.'),
    call(
      '`toString` `hashCode` `class`',
      '$n.toString().length() $name.hashCode() $name.class.name',
      '1 2314457 java.lang.String',
      'What every object has. Nothing leads on from a class but its names.',
    ),
    {
      construct: 'wrong type',
      template: '[$name.concat($n)] [$name.substring("1")]',
      expect: prints('[] []'),
      says: 'A method that does not take the arguments is a method that is not there.',
      velocity: 'prints `[$name.concat($n)] [$name.substring("1")]`',
    },
    {
      construct: 'out of range',
      template: '$name.substring(9)',
      expect: fails('StringIndexOutOfBoundsException'),
      says: 'A method that throws in Java fails the request: test `length()` first.',
    },
  ],
};
