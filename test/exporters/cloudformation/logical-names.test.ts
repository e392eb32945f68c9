import { describe, expect, it } from 'vitest';
import { logicalNames } from '../../../emulator/exporters/cloudformation/logical-names.ts';

describe('a logical name', () => {
  it.each([
    ['allPets', 'AllPets'],
    ['all-pets_2', 'AllPets2'],
    ['DB_PASSWORD', 'DbPassword'],
    ['GET /pets/{id}', 'GetPetsId'],
  ])('of %s is %s', (name, expected) => {
    expect(logicalNames([name]).get(name)).toBe(expected);
  });

  it('is its own for each of several names, in whichever order', () => {
    const names = ['all-pets', 'allPets', 'all.pets', 'other', '日本', '中国'];
    const ids = logicalNames(names);
    expect(new Set(ids.values()).size).toBe(names.length);
    for (const id of ids.values()) expect(id).toMatch(/^[A-Za-z0-9]+$/);
    expect(ids.get('other')).toBe('Other');
    const turned = logicalNames(names.toReversed());
    for (const name of names) expect(turned.get(name)).toBe(ids.get(name));
  });

  it('of a very long name has room behind it', () => {
    const names = ['a', 'b'].map((end) => 'x'.repeat(300) + end);
    const ids = [...logicalNames(names).values()];
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id.length).toBeLessThan(150);
  });
});
