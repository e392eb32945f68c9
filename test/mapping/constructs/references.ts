import { fails, prints, type Table } from './example.ts';

export const REFERENCES: Table = {
  title: 'References',
  intro:
    'A reference begins with `$`, and its value is printed in its place; where it leads nowhere, nothing is printed.',
  given: {
    variables: {
      name: 'Joey',
      pet: { name: 'Rex', tags: ['old', 'dog'], 'home town': 'Rome', owner: { 'first-name': 'Ann' } },
      key: 'name',
      none: null,
    },
  },
  examples: [
    { construct: '`$name`', template: 'Hello $name!', expect: prints('Hello Joey!'), says: 'The value of a variable.' },
    {
      construct: '`${name}`',
      template: 'a ${name}s b',
      expect: prints('a Joeys b'),
      says: 'Braces say where the name ends. Without them this would be the variable `names`.',
    },
    {
      construct: 'letters of a name',
      template: '$name-tag|$name.|$name_2|',
      expect: prints('|Joey.||'),
      says: 'A name has letters, digits, `_` and `-`: write `${name}-tag` for a hyphen behind it.',
      velocity: 'prints `$name-tag|Joey.|$name_2|`',
    },
    {
      construct: '`$missing`',
      template: '[$missing] [$pet.age.unit] [$none]',
      expect: prints('[] [] []'),
      says: 'What is not there, or null, prints nothing.',
      velocity: 'prints `[$missing] [$pet.age.unit] [$none]`',
    },
    {
      construct: '`$!name`',
      template: '$!name [$!missing]',
      expect: prints('Joey []'),
      says: 'The quiet form makes no difference: every reference is quiet.',
    },
    {
      construct: '`.key`',
      template: '$pet.name $pet.owner.first-name',
      expect: prints('Rex Ann'),
      says: "A member of a map. A property's name may have hyphens, too.",
    },
    {
      construct: '`["key"]`',
      template: '$pet["home town"] $pet[$key] $pet["Name"]|',
      expect: prints('Rome Rex |'),
      says: 'A member whose name is any text, or the value of a variable. Upper and lower case count.',
      velocity: 'prints `Rome Rex $pet["Name"]|`',
    },
    {
      construct: '`[index]`',
      template: '$pet.tags[0] $pet.tags[-1]',
      expect: prints('old dog'),
      says: 'An item of a list, from 0; a negative index counts from the end.',
    },
    {
      construct: 'index out of bounds',
      template: '$pet.tags[9]',
      expect: fails('Index 9 out of bounds'),
      says: 'An item that is not there fails the request: ask for `size()` first.',
    },
    {
      construct: '`.method()`',
      template: '$name.toUpperCase() $pet.tags.size() $pet.get("name").length()',
      expect: prints('JOEY 2 3'),
      says: 'A Java method of the value; calls can follow each other.',
    },
    {
      construct: 'method that is not there',
      template: '[$name.reverse()] [$name.length] [$missing.size()]',
      expect: prints('[] [] []'),
      says: 'A method or property that the value has not prints nothing, and so does any call on nothing.',
      velocity: 'prints `[$name.reverse()] [$name.length] [$missing.size()]`',
    },
  ],
};
