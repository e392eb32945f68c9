import { fails, prints, type Table } from './example.ts';

export const LIMITS: Table = {
  title: 'Limits',
  intro:
    'A template may have 300 KB. A render that would not end, or not fit, fails the request: 2 seconds, 10 MB of text, 20 million steps of work. The first two of these rows are AWS’s own limits; nobody knows how AWS stops the others.',
  examples: [
    {
      construct: '#foreach',
      template: '#foreach($i in [1..1001])#if($i >= 1000)$i #end#end',
      expect: prints('1000 '),
      says: 'Ends after 1,000 rounds, silently.',
      velocity: 'prints `1000 1001`',
    },
    {
      construct: 'output',
      template: '#set($s = "0123456789")#foreach($i in [1..30])#set($s = "$s$s")#end$s',
      expect: fails('more than 10 MB'),
      says: 'A payload has 10 MB at most.',
    },
    {
      construct: 'loops in loops',
      template: '#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])#set($x = 1)#end#end#end',
      expect: fails('more than'),
      says: 'Too much work in all.',
    },
    {
      construct: 'a list inside itself',
      template: '#set($a = [1])#set($b = [$a])#set($d = $a.add($b))$a',
      expect: fails('too deep'),
      says: 'Cannot be printed.',
    },
    {
      construct: 'JavaScript',
      template: '[$input.constructor] [$input["__proto__"]] [$context.toString] [$util.constructor.name]',
      expect: prints('[] [] [] []'),
      says: 'A template sees Java’s values and methods, and nothing of the program that renders it.',
    },
  ],
};
