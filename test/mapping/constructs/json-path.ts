import { type Example, fails, prints, type Table } from './example.ts';

function query(construct: string, path: string, found: string, says: string): Example {
  return { construct, template: `$input.json("${path}")`, expect: prints(found), says };
}

const PETS = [
  { name: 'Rex', age: 4, tags: ['dog', 'old'] },
  { name: 'Tom', age: 2, tags: [], 'home town': 'Rome' },
  { name: 'Ann', age: '4' },
];

export const JSON_PATH: Table = {
  title: 'JSONPath',
  intro:
    '`$input.json`, `$input.path` and `queryJsonPath` take JSONPath as Jayway JsonPath reads it. A definite path gives the value or nothing; any other (`..`, `*`, a filter, a slice, several names or indexes) gives a list, empty when nothing fits.',
  given: { body: JSON.stringify({ open: true, pets: PETS }) },
  examples: [
    query("`.name` `['name']`", "$.pets[0]['name']", '"Rex"', 'A member, by dot or in brackets.'),
    query('names with blanks', "$.pets[1]['home town']", '"Rome"', 'In quotes.'),
    query('without `$`', 'pets[0].name', '"Rex"', '`$.` may be left out.'),
    query('`[n]` `[-n]`', '$.pets[-1].name', '"Ann"', 'An item; a negative index counts from the end.'),
    query('`[a,b]`', '$.pets[0,2].name', '["Rex","Ann"]', 'Several items.'),
    query("`['a','b']`", "$.pets[0]['name','age']", '{"name":"Rex","age":4}', 'Several members make one object.'),
    query('`[from:to]`', '$.pets[0:2].name', '["Rex","Tom"]', 'A slice, its end not included.'),
    query('`[-n:]` `[from:]`', '$.pets[-2:].name', '["Tom","Ann"]', 'From the end; without an end up to it.'),
    query('a step', '$.pets[0:3:2].name', '["Rex","Tom","Ann"]', 'A step is ignored.'),
    query('`*`', '$.pets[*].age', '[4,2,"4"]', 'All items or members.'),
    query('`..`', '$..name', '["Rex","Tom","Ann"]', 'The members of that name at any depth.'),
    query('a member that is not everywhere', "$.pets[*]['home town']", '["Rome"]', 'Items without it are left out.'),
    query('nothing found', '$.pets[7].name', '""', 'For a definite path; `$input.path` gives null.'),
    query('`?(@.age > 3)`', '$.pets[?(@.age > 3)].name', '["Rex"]', 'A filter: `==` `!=` `<` `<=` `>` `>=`.'),
    query(
      '`==` of types',
      '$.pets[?(@.age == 4)].name',
      '["Rex","Ann"]',
      '`==` compares a number with a text that reads so; `===` does not.',
    ),
    query(
      '`&&` `||` `!`',
      '$.pets[?(@.age < 3 || !@.tags)].name',
      '["Tom","Ann"]',
      'Combined. A path alone asks whether it is there.',
    ),
    query(
      '`=~`',
      '$.pets[?(@.name =~ /r.*/i)].name',
      '["Rex"]',
      'A Java regular expression that has to match the whole text.',
    ),
    query('`in` `nin`', "$.pets[?(@.name in ['Tom', 'Ann'])].name", '["Tom","Ann"]', 'One of a list, or none of it.'),
    query(
      '`contains` `subsetof` `anyof` `noneof`',
      "$.pets[?(@.tags anyof ['dog', 'cat'])].name",
      '["Rex"]',
      'Lists and their items.',
    ),
    query('`size` `empty`', '$.pets[?(@.tags empty true)].name', '["Tom"]', 'How many there are.'),
    query('`$` in a filter', '$.pets[?($.open)].name', '[]', 'An existence test from the root finds nothing.'),
    query('`length()` `size()` `keys()`', '$.pets.length()', '3', 'Functions stand at the end of a path.'),
    query(
      '`min()` `max()` `avg()` `sum()` `stddev()`',
      '$.sum($.pets[0].age, 2)',
      '6.0',
      'They take a list of numbers, or arguments.',
    ),
    query('`first()` `last()` `index(n)`', '$.pets[0].tags.last()', '"old"', 'An item of the list.'),
    {
      construct: '`concat()` `append()`',
      template: `$input.json('$.concat($.pets[0].name, "!")') $input.json('$.pets[0].tags.append("big")')`,
      expect: prints('"Rex!" ["dog","old","big"]'),
      says: 'Texts in one, and a list with an item more. Texts among the arguments stand between double quotes.',
    },
    {
      construct: 'a path that is none',
      template: "$input.path('$.pets[a]')",
      expect: fails('Could not parse token starting at position 6'),
      says: 'The request fails.',
    },
  ],
};
