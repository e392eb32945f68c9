import { isRefused, prints, type Table } from './example.ts';

export const ESCAPES: Table = {
  title: 'Escapes, and characters that only look special',
  intro: 'A backslash before a reference or directive keeps it from being one; most other `$` and `#` are plain text.',
  given: { variables: { name: 'Joey' } },
  examples: [
    {
      construct: '`\\$name`',
      template: '\\$name \\\\$name \\\\\\$name',
      expect: prints('$name \\Joey \\$name'),
      says: 'One backslash escapes; two are one backslash and the value; three are one backslash and the name.',
    },
    {
      construct: '`\\$missing`',
      template: '\\$missing \\\\$missing',
      expect: prints('$missing \\'),
      says: 'An unknown variable is escaped as a known one is.',
      velocity: 'prints `\\$missing \\\\$missing`',
    },
    {
      construct: '`\\#if`',
      template: '\\#if(true) \\#set($x = 1) \\#nope',
      expect: prints('#if(true) #set( = 1) \\#nope'),
      says: 'A directive is escaped, but the references behind it are not. A word that is no directive keeps its backslash.',
      velocity: 'prints `#if(true) #set($x = 1) \\#nope`',
    },
    {
      construct: '`$5`, `$ `, `${}`',
      template: '$5.00, $ 5, ${}, $-, 5$.',
      expect: prints('$5.00, $ 5, ${}, $-, 5$.'),
      says: 'A `$` without a name behind it is text.',
    },
    {
      construct: '`#` in text',
      template: '# 1, #1, a#b, #unknown, <a href="#">',
      expect: prints('# 1, #1, a#b, #unknown, <a href="#">'),
      says: 'A `#` that begins no directive is text.',
    },
    {
      construct: '`$` at the end',
      template: 'costs 5$',
      expect: isRefused('the template ends in the middle of "$"'),
      says: 'A text cannot end in `$`: write a blank or newline behind it.',
    },
    {
      construct: '`#[[ … ]]#`',
      template: '#[[ $name #if ]]#',
      expect: prints(' $name #if '),
      says: 'What stands between is printed as it is.',
    },
    {
      construct: '`"` in a text',
      template: '#set($a = "say ""hi""")$a',
      expect: prints('say "hi"'),
      says: 'A doubled quote is one quote.',
    },
    {
      construct: '`\\` in a text',
      template: '#set($a = "a\\n\\t\\\\b")$a',
      expect: prints('a\\n\\t\\\\b'),
      says: 'Inside quotes a backslash is a backslash: there is no `\\n` and no `\\"`.',
    },
    {
      construct: '`\\u0041` in a text',
      template: '#set($a = "\\u0041")#set($b = \'\\u0041\')$a $b',
      expect: prints('A \\u0041'),
      says: 'The one escape, and only between double quotes.',
    },
  ],
};
