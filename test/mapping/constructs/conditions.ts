import { prints, type Table } from './example.ts';

const ELSE = 'yes#{else}no#end';

export const CONDITIONS: Table = {
  title: '#if, and what counts as true',
  intro:
    'Only the boolean `false` counts as false when a reference is tested. Missing values count as true on API Gateway, so compare with `""` or ask for the size.',
  given: { variables: { name: 'Joey', empty: '', zero: 0, no: false, list: [], map: {}, none: null, n: 7 } },
  examples: [
    {
      construct: '`#if`, `#elseif`, `#else`',
      template: '#if($n > 10)much#elseif($n > 5)some#{else}few#end',
      expect: prints('some'),
      says: 'The first branch that holds is printed.',
    },
    {
      construct: 'missing, null',
      template: `#if($missing)${ELSE} #if($none)${ELSE}`,
      expect: prints('yes yes'),
      says: 'They are the empty text, and that counts as true.',
      velocity: 'prints `no no`',
    },
    {
      construct: '`""`, `0`, `[]`, `{}`',
      template: `#if($empty)${ELSE} #if($zero)${ELSE} #if($list)${ELSE} #if($map)${ELSE}`,
      expect: prints('yes yes yes yes'),
      says: 'True, as in Velocity 1.7 (not as in 2).',
    },
    {
      construct: 'false',
      template: `#if($no)${ELSE} #if(!$no)${ELSE}`,
      expect: prints('no yes'),
      says: 'The one value that counts as false.',
    },
    {
      construct: 'is it there?',
      template: `#if($missing != "")${ELSE} #if($name != "")${ELSE} #if($list.size() > 0)${ELSE}`,
      expect: prints('no yes no'),
      says: 'How to test for a value, and for items.',
      velocity: 'prints `yes yes no`',
    },
    {
      construct: '`== ""`, `== $null`',
      template: `#if($missing == "")${ELSE} #if($none == $null)${ELSE} #if($empty == $null)${ELSE}`,
      expect: prints('yes yes yes'),
      says: 'Null and the empty text are the same.',
      velocity: 'prints `no yes no`',
    },
    {
      construct: 'a literal as condition',
      template: `#if("text")${ELSE} #if(1)${ELSE} #if(true)${ELSE}`,
      expect: prints('no no yes'),
      says: 'A text or number that is written there never holds.',
    },
    {
      construct: '`&&`, `||`, `!`',
      template: `#if($n > 3 && !($n >= 10))${ELSE} #if($n gt 3 and not $no)${ELSE} #if($n < 3 || $n eq 7)${ELSE}`,
      expect: prints('yes yes yes'),
      says: 'As words, too: `and`, `or`, `not`, `eq`, `ne`, `lt`, `le`, `gt`, `ge`.',
    },
    {
      construct: '`==` of numbers',
      template: `#if($n == 7.0)${ELSE} #if($n == "7")${ELSE}`,
      expect: prints('yes yes'),
      says: 'Numbers are compared by value, values of different types by their text.',
    },
    {
      construct: '`==` of lists and maps',
      template: `#if([1, 2] == [1, 2])${ELSE} #if({"a": 1} == {"a": 1})${ELSE}`,
      expect: prints('yes yes'),
      says: 'They are compared item by item.',
    },
    {
      construct: '`<` of texts',
      template: `#if("a" < "b")${ELSE} #if("5" > 3)${ELSE}`,
      expect: prints('no no'),
      says: 'Only numbers have an order: call `compareTo` or `parseInt` for texts.',
    },
  ],
};
