import { describe, expect, it } from 'vitest';
import { LinkedMap } from '../../../emulator/mapping/java/linked-map.ts';
import { JavaDouble, JavaList } from '../../../emulator/mapping/java/values.ts';

function mapOf(...keys: string[]): LinkedMap {
  const map = new LinkedMap();
  for (const [place, key] of keys.entries()) map.put(key, place);
  return map;
}

const FEW = ['b', '2', 'a', '1'];
const MANY = Array.from({ length: 30 }, (_, index) => `k${30 - index}`);

describe.each([
  ['a few keys', FEW],
  ['many keys', MANY],
])('a map of %s', (_, keys) => {
  it('keeps the order in which they were put', () => {
    const map = mapOf(...keys);
    expect(map.put(keys[1] ?? '', 'again')).toBe(1);
    expect(map.keys()).toEqual(keys);
    expect(map.get(keys[1] ?? '')).toBe('again');
  });

  it('forgets what is removed, and puts it last when it comes again', () => {
    const map = mapOf(...keys);
    const [first = '', ...others] = keys;
    expect(map.remove(first)).toBe(0);
    expect(map.remove(first)).toBeNull();
    expect([map.has(first), map.get(first), map.size]).toEqual([false, null, keys.length - 1]);
    map.put(first, 'back');
    expect(map.keys()).toEqual([...others, first]);
    expect(map.get(others.at(-1) ?? '')).toBe(keys.length - 1);
  });

  it('counts the keys that come and go, and not the values', () => {
    const map = mapOf(...keys);
    const before = map.modifications;
    map.put(keys[0] ?? '', 'other');
    expect(map.modifications).toBe(before);
    map.remove(keys[0] ?? '');
    map.remove('missing');
    map.put('new', 1);
    expect(map.modifications).toBe(before + 2);
  });

  it('takes a key of another class beside them', () => {
    const map = mapOf(...keys);
    map.put(1, 'Integer');
    map.put(new JavaDouble(1), 'Double');
    map.put(new JavaList([1], false), 'List');
    map.put(null, 'null');
    expect(map.get(1)).toBe('Integer');
    expect(map.get(new JavaDouble(1))).toBe('Double');
    expect(map.get(new JavaList([1], false))).toBe('List');
    expect(map.get(null)).toBe('null');
    expect(map.get(keys[0] ?? '')).toBe(0);
    expect(map.size).toBe(keys.length + 4);
    expect(map.keys().slice(0, keys.length)).toEqual(keys);
  });

  it('has a key whose value is null', () => {
    const map = mapOf(...keys);
    map.put('none', null);
    expect([map.has('none'), map.get('none'), map.size]).toEqual([true, null, keys.length + 1]);
  });
});

it('a map that grows key by key loses none of them', () => {
  const map = new LinkedMap();
  for (const [place, key] of MANY.entries()) {
    map.set(key, place);
    expect(map.keys()).toEqual(MANY.slice(0, place + 1));
    expect(map.get(MANY[0] ?? '')).toBe(0);
  }
});
