import { fails, isRefused, prints, type Table } from './example.ts';

export const DIRECTIVES: Table = {
  title: '#break, #stop, #define, #macro and the others',
  intro: 'The directives beside `#set`, `#if` and `#foreach`; macros and files are what API Gateway has not.',
  given: { variables: { list: ['x', 'y', 'z'], name: 'Joey' } },
  examples: [
    {
      construct: '`#break`',
      template: '#foreach($e in $list)$e#if($e == "y")#break#end#end.',
      expect: prints('xy.'),
      says: 'Leaves the loop around it.',
    },
    {
      construct: '`#break($scope)`',
      template: '#foreach($a in $list)#foreach($b in $list)$b#break($foreach.parent)#end#end.',
      expect: prints('x.'),
      says: 'Leaves an outer loop.',
    },
    {
      construct: '`#break` outside a loop',
      template: 'a#break b',
      expect: prints('a'),
      says: 'Ends the template.',
    },
    { construct: '`#stop`', template: 'a#if(true)#stop#end b', expect: prints('a'), says: 'Ends the template.' },
    {
      construct: '`#define`',
      template: '#define($hello)Hi $name#end#set($name = "Ann")$hello, $hello',
      expect: prints('Hi Ann, Hi Ann'),
      says: 'A block as a variable: it is rendered anew each time it is printed.',
    },
    {
      construct: '`#define` inside itself',
      template: '#define($self)a$self#end$self',
      expect: prints('aa$self'),
      says: 'At most twice, then the name is printed.',
    },
    {
      construct: '`#macro`',
      template: '#macro(hi $who)Hi $who#end#hi($name)',
      expect: prints('#hi($name)'),
      says: 'There are no macros: the definition vanishes, the call is printed as it is written.',
      velocity: 'prints `Hi Joey`',
    },
    {
      construct: '`#evaluate`',
      template: '#evaluate("$name")',
      expect: prints('#evaluate("$name")'),
      says: 'Not there either: printed as it is written.',
      velocity: 'prints `Joey`',
    },
    {
      construct: '`#return`, other words',
      template: '#return($name) #foo($name)',
      expect: prints('#return($name) #foo($name)'),
      says: 'An unknown directive is printed with its arguments as they are written.',
    },
    {
      construct: '`#parse`, `#include`',
      template: '#parse("pets.vtl")',
      expect: fails('has nothing to read'),
      says: 'There are no files to read: the request fails.',
      velocity: 'reads the file',
    },
    {
      construct: '`#end` forgotten',
      template: '#if($name)a',
      expect: isRefused('#if without its #end'),
      says: 'Each `#if`, `#foreach` and `#define` needs its `#end`.',
    },
    {
      construct: '`#end` too much',
      template: 'a#end',
      expect: isRefused('#end without an #if or #foreach that it belongs to'),
      says: 'And each `#end` something that it ends.',
    },
  ],
};
