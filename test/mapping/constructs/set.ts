import { isRefused, prints, type Table } from './example.ts';

export const SET: Table = {
  title: '#set',
  intro: '`#set` gives a variable, a member of a map or an item of a list a value.',
  given: { variables: { pet: { name: 'Rex', tags: ['old'] }, none: null } },
  examples: [
    {
      construct: 'variable',
      template: '#set($x = 1)#set($x = $x + 1)$x',
      expect: prints('2'),
      says: 'There is one set of variables: what is set in a block is there behind it.',
    },
    {
      construct: 'member, item',
      template: '#set($pet.age = 4)#set($pet["kind"] = "dog")#set($pet.tags[0] = "new")$pet',
      expect: prints('{name=Rex, tags=[new], age=4, kind=dog}'),
      says: 'Members are added or replaced, items replaced.',
    },
    {
      construct: 'null',
      template: '#set($x = 1)#set($x = $none)[$x]',
      expect: prints('[]'),
      says: 'A reference without a value sets the empty text.',
      velocity: 'prints `[1]`: null changes nothing',
    },
    {
      construct: 'a calculation without a value',
      template: '#set($x = 1)#set($x = 1 / 0)[$x]',
      expect: prints('[1]'),
      says: 'What cannot be worked out changes nothing.',
    },
    {
      construct: 'no way to the member',
      template: '#set($nobody.name = 1)#set($pet.owner.name = "Ann")$pet',
      expect: prints('{name=Rex, tags=[old]}'),
      says: 'Nothing happens when what should have the member is not there.',
    },
    {
      construct: 'the value null',
      template: '#set($x = null)',
      expect: isRefused('there is "null" where a value should stand'),
      says: 'There is no literal for null. `$null` is a variable that nobody sets.',
    },
    {
      construct: '`==`',
      template: '#set($x == 1)',
      expect: isRefused('there is "==" where the "=" of #set should stand'),
      says: 'One equals sign.',
    },
    {
      construct: 'quotes forgotten',
      template: '#set($x = old)',
      expect: isRefused('there is "old" where a value should stand'),
      says: 'A text needs quotes.',
    },
  ],
};
