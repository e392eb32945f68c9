import { prints, type Table } from './example.ts';

export const WHITESPACE: Table = {
  title: 'Blanks, newlines and comments',
  intro: 'A line with nothing but a directive loses its newline and keeps its indentation.',
  examples: [
    {
      construct: 'newline behind a directive',
      template: '{\n#if(true)\n1\n#end\n}',
      expect: prints('{\n1\n}'),
      says: 'The newline behind `#if(…)`, `#else`, `#end`, `#foreach(…)` and `#set(…)` vanishes, with blanks in between.',
    },
    {
      construct: 'indentation',
      template: '{\n  #if(true)\n  1\n  #end\n}',
      expect: prints('{\n    1\n  }'),
      says: 'The blanks before a directive stay.',
    },
    {
      construct: 'blanks before `#set`',
      template: ' #set($a = 1) #set($b = 2)$a #set($c = 3)$b #if(true) #set($d = 4)$d#end',
      expect: prints('12 4'),
      says: 'At the start of a text, and behind a reference or directive, a `#set` takes the blanks before it away.',
    },
    {
      construct: '`#set` behind text',
      template: 'a #set($x = 1) b',
      expect: prints('a  b'),
      says: 'There they stay.',
    },
    {
      construct: '`#set` on a line of its own',
      template: 'a\n  #set($x = 1)\nb',
      expect: prints('a\n  b'),
      says: 'Its newline vanishes, its indentation stays and comes before the next line.',
    },
    {
      construct: 'newline behind a reference',
      template: '#set($x = 1)\n$x\n$x',
      expect: prints('1\n1'),
      says: 'References take no newline.',
    },
    {
      construct: '`##`',
      template: 'a ## to the end of the line\nb',
      expect: prints('a b'),
      says: 'A line comment goes, and its newline with it.',
    },
    {
      construct: '`#* … *#`',
      template: 'a#* one\n two *#b',
      expect: prints('ab'),
      says: 'A block comment goes; what is around it stays.',
    },
    {
      construct: '`{` `}` around a directive',
      template: '#if(true)a#{else}b#{end}c',
      expect: prints('ac'),
      says: 'With braces a directive ends there, and letters may follow.',
    },
  ],
};
