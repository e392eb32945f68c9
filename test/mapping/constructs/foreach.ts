import { fails, isRefused, prints, type Table } from './example.ts';

export const FOREACH: Table = {
  title: '#foreach',
  intro: '`#foreach` prints its block once for each item; `$foreach` says where the loop is.',
  given: { variables: { list: ['x', 'y', 'z'], map: { a: 1, b: 2 }, text: 'abc' } },
  examples: [
    {
      construct: 'list',
      template: '[#foreach($e in $list)"$e"#if($foreach.hasNext), #end#end]',
      expect: prints('["x", "y", "z"]'),
      says: '`$foreach.hasNext` is what commas are made with.',
    },
    {
      construct: 'map',
      template: '#foreach($v in $map)$v #end#foreach($k in $map.keySet())$k=$map[$k] #end',
      expect: prints('1 2 a=1 b=2 '),
      says: 'A map gives its values; take `keySet()` or `entrySet()` for the names.',
    },
    {
      construct: 'range',
      template: '#foreach($i in [1..3])$i#end #foreach($i in [2..0])$i#end',
      expect: prints('123 210'),
      says: 'Up or down, both ends included.',
    },
    {
      construct: 'nothing to go through',
      template: '[#foreach($e in $missing)x#end#foreach($e in $text)x#end#foreach($e in [])x#end]',
      expect: prints('[]'),
      says: 'What is missing, a text and a number have no items. There is no `#else`.',
    },
    {
      construct: '`$foreach.index`, `.count`',
      template: '#foreach($e in $list)$foreach.index$foreach.count $velocityCount, #end',
      expect: prints('01 1, 12 2, 23 3, '),
      says: 'From 0, and from 1. `$velocityCount` is the old name of the second.',
    },
    {
      construct: '`$foreach.first`, `.last`',
      template: '#foreach($e in $list)$foreach.first/$foreach.last/$foreach.hasNext/$velocityHasNext #end',
      expect: prints('true/false/true/true false/false/true/true false/true/false/false '),
      says: 'Booleans. `$velocityHasNext` is the old name of `$foreach.hasNext`.',
    },
    {
      construct: '`$foreach.parent`, `.topmost`',
      template:
        '#foreach($a in [1, 2])#foreach($b in [1, 2])$foreach.parent.count$foreach.count$foreach.topmost.index #end#end',
      expect: prints('110 120 211 221 '),
      says: 'The loop around this one, and the outermost.',
    },
    {
      construct: 'behind the loop',
      template: '#set($e = "before")#foreach($e in $list)#set($last = $e)#end$e $last [$foreach.count]',
      expect: prints('before z []'),
      says: "The loop's own variable gets its old value back; what the block sets stays.",
      velocity: 'prints `before z [$foreach.count]`',
    },
    {
      construct: 'changing the list',
      template: '#foreach($e in $list)#set($d = $list.add("q"))#end',
      expect: fails('ConcurrentModificationException'),
      says: 'A list cannot grow or shrink while it is gone through.',
    },
    {
      construct: 'more than 1,000 items',
      template: '#foreach($i in [1..5000])#set($n = $i)#end$n',
      expect: prints('1000'),
      says: 'The loop ends after 1,000 rounds, without an error.',
      velocity: 'prints `5000`',
    },
    {
      construct: 'the variable without `$`',
      template: '#foreach(e in $list)$e#end',
      expect: isRefused('the word "e" can\'t be an argument of #foreach'),
      says: 'It is written `#foreach($e in $list)`.',
    },
  ],
};
