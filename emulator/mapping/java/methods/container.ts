import { charge, chargeItems } from '../budget.ts';
import { javaEquals } from '../equality.ts';
import { writeJson } from '../text.ts';
import { JavaArray, JavaCollection, JavaEntry, JavaIterator, JavaList, type JavaMap, type Value } from '../values.ts';
import { JavaException, type MethodTable, methodsOn, type Overload } from './overload.ts';

interface Items {
  readonly items: Value[];
}

const onItems = methodsOn<Items>();

/** What lists, arrays and the views of a map have in common. */
const ITEM_METHODS: readonly (readonly [string, readonly Overload<Items>[]])[] = [
  ['size', [onItems([], ({ items }) => items.length)]],
  ['isEmpty', [onItems([], ({ items }) => items.length === 0)]],
  ['contains', [onItems(['Object'], ({ items }, item) => indexOf(items, item) !== -1)]],
  [
    'containsAll',
    [onItems(['Collection'], ({ items }, others) => others.every((other) => indexOf(items, other) !== -1))],
  ],
  ['iterator', [onItems([], ({ items }) => new JavaIterator(items))]],
  ['toArray', [onItems([], ({ items }) => new JavaArray([...items], '[Ljava.lang.Object;'))]],
];

const onView = methodsOn<JavaCollection>();

/** What is taken out of a view is taken out of its map. */
export const COLLECTION_METHODS: MethodTable<JavaCollection> = new Map<string, readonly Overload<JavaCollection>[]>([
  ...ITEM_METHODS,
  ['remove', [onView(['Object'], removeOne)]],
  ['removeAll', [onView(['Collection'], (view, others) => removeKeys(view, (item) => indexOf(others, item) === -1))]],
  ['retainAll', [onView(['Collection'], (view, others) => removeKeys(view, (item) => indexOf(others, item) !== -1))]],
  ['clear', [onView([], ({ map }) => clear(map))]],
  ['add', [onView(['Object'], unsupported)]],
  ['addAll', [onView(['Collection'], unsupported)]],
]);

const READ_METHODS: readonly (readonly [string, readonly Overload<Items>[]])[] = [
  ...ITEM_METHODS,
  ['get', [onItems(['int'], ({ items }, index) => at(items, index))]],
  ['set', [onItems(['int', 'Object'], ({ items }, index, item) => replaceAt(items, index, item))]],
  ['indexOf', [onItems(['Object'], ({ items }, item) => indexOf(items, item))]],
  ['lastIndexOf', [onItems(['Object'], ({ items }, item) => items.findLastIndex((other) => javaEquals(other, item)))]],
  ['subList', [onItems(['int', 'int'], ({ items }, from, to) => subList(items, from, to))]],
];

/** An array's: those of a list that can't change its length. */
export const ARRAY_METHODS: MethodTable<Items> = new Map([
  ...READ_METHODS,
  ['add', [onItems(['Object'], unsupported), onItems(['int', 'Object'], unsupported)]],
  ['addAll', [onItems(['Collection'], unsupported), onItems(['int', 'Collection'], unsupported)]],
  ['remove', [onItems(['Object'], unsupported)]],
  ['clear', [onItems([], unsupported)]],
]);

const onList = methodsOn<JavaList>();

export const LIST_METHODS: MethodTable<JavaList> = new Map<string, readonly Overload<JavaList>[]>([
  ...READ_METHODS,
  [
    'add',
    [
      onList(['Object'], ({ items }, item) => insert(items, items.length, [item]) && true),
      onList(['int', 'Object'], ({ items }, index, item) => nothing(insert(items, index, [item]))),
    ],
  ],
  [
    'addAll',
    [
      onList(['Collection'], ({ items }, others) => insert(items, items.length, [...others]) && others.length > 0),
      onList(
        ['int', 'Collection'],
        ({ items }, index, others) => insert(items, index, [...others]) && others.length > 0,
      ),
    ],
  ],
  [
    'remove',
    [
      onList(['int'], ({ items }, index) => removeAt(items, index)),
      onList(['Object'], ({ items }, item) => removeFirst(items, item)),
    ],
  ],
  ['removeAll', [onList(['Collection'], (list, others) => keep(list, (item) => indexOf(others, item) === -1))]],
  ['retainAll', [onList(['Collection'], (list, others) => keep(list, (item) => indexOf(others, item) !== -1))]],
  ['clear', [onList([], ({ items }) => nothing(items.splice(0)))]],
  ['clone', [onList([], (list) => new JavaList([...list.items], list.isJson))]],
  ['toJSONString', [onList([], (list) => (list.isJson ? writeJson(list, true) : ''))]],
]);

const onMap = methodsOn<JavaMap>();

export const MAP_METHODS: MethodTable<JavaMap> = new Map([
  ['size', [onMap([], (map) => map.size)]],
  ['isEmpty', [onMap([], (map) => map.size === 0)]],
  ['get', [onMap(['Object'], (map, key) => map.get(key))]],
  ['getOrDefault', [onMap(['Object', 'Object'], (map, key, otherwise) => (map.has(key) ? map.get(key) : otherwise))]],
  ['put', [onMap(['Object', 'Object'], (map, key, value) => map.put(key, value))]],
  ['putIfAbsent', [onMap(['Object', 'Object'], (map, key, value) => map.get(key) ?? map.put(key, value))]],
  ['putAll', [onMap(['Map'], (map, other) => putAll(map, other))]],
  ['remove', [onMap(['Object'], (map, key) => map.remove(key))]],
  ['replace', [onMap(['Object', 'Object'], (map, key, value) => (map.has(key) ? map.put(key, value) : null))]],
  ['clear', [onMap([], (map) => clear(map))]],
  ['containsKey', [onMap(['Object'], (map, key) => map.has(key))]],
  ['containsValue', [onMap(['Object'], (map, value) => map.keys().some((key) => javaEquals(map.get(key), value)))]],
  ['keySet', [onMap([], keySet)]],
  ['values', [onMap([], (map) => new JavaCollection(map, 'LinkedValues', (key) => map.get(key)))]],
  ['entrySet', [onMap([], (map) => new JavaCollection(map, 'LinkedEntrySet', (key) => new JavaEntry(map, key)))]],
]);

const onEntry = methodsOn<JavaEntry>();

export const ENTRY_METHODS: MethodTable<JavaEntry> = new Map([
  ['getKey', [onEntry([], (entry) => entry.key)]],
  ['getValue', [onEntry([], (entry) => entry.value)]],
  ['setValue', [onEntry(['Object'], (entry, value) => entry.map.put(entry.key, value))]],
]);

const onIterator = methodsOn<JavaIterator>();

export const ITERATOR_METHODS: MethodTable<JavaIterator> = new Map([
  ['hasNext', [onIterator([], (iterator) => iterator.position !== iterator.items.length)]],
  ['next', [onIterator([], next)]],
]);

/** The keys of a map as a set. */
export function keySet(map: JavaMap): JavaCollection {
  return new JavaCollection(map, 'LinkedKeySet', (key) => key);
}

function removeKeys({ map, items }: JavaCollection, wanted: (item: Value) => boolean): boolean {
  const keys = map.keys();
  const gone = keys.filter((_, index) => !wanted(items[index] ?? null));
  for (const key of gone) map.remove(key);
  return gone.length > 0;
}

function removeOne(view: JavaCollection, item: Value): boolean {
  const key = view.map.keys()[indexOf(view.items, item)];
  if (key === undefined) return false;
  view.map.remove(key);
  return true;
}

function unsupported(): never {
  throw new JavaException('UnsupportedOperationException', 'this can not be changed so');
}

/** @throws JavaException at the end, and when the list was changed meanwhile */
export function next(iterator: JavaIterator): Value {
  const { items, length, position } = iterator;
  if (items.length !== length) throw concurrentChange('list');
  if (position >= length) throw new JavaException('NoSuchElementException', 'there is no next item');
  iterator.position++;
  return items[position] ?? null;
}

export function concurrentChange(what: 'list' | 'map'): JavaException {
  return new JavaException('ConcurrentModificationException', `the ${what} was changed while it was read item by item`);
}

function indexOf(items: readonly Value[], item: Value): number {
  return items.findIndex((other) => javaEquals(item, other));
}

function at(items: readonly Value[], index: number): Value {
  const item = items[index];
  if (item === undefined) throw outOfBounds(index, items.length);
  return item;
}

function outOfBounds(index: number, length: number): JavaException {
  return new JavaException('IndexOutOfBoundsException', `Index ${index} out of bounds for length ${length}`);
}

function replaceAt(items: Value[], index: number, item: Value): Value {
  const before = at(items, index);
  items[index] = item;
  return before;
}

function insert(items: Value[], index: number, more: readonly Value[]): true {
  if (index < 0 || index > items.length) throw outOfBounds(index, items.length);
  chargeItems(more.length);
  charge(items.length - index);
  const behind = items.splice(index);
  for (const item of more) items.push(item);
  for (const item of behind) items.push(item);
  return true;
}

/** What a void method gives. */
function nothing(_done: unknown): string {
  return '';
}

function removeAt(items: Value[], index: number): Value {
  const item = at(items, index);
  items.splice(index, 1);
  return item;
}

function removeFirst(items: Value[], item: Value): boolean {
  const index = indexOf(items, item);
  if (index !== -1) items.splice(index, 1);
  return index !== -1;
}

function keep({ items }: JavaList, wanted: (item: Value) => boolean): boolean {
  const kept = items.filter(wanted);
  const changed = kept.length !== items.length;
  items.length = 0;
  for (const item of kept) items.push(item);
  return changed;
}

function subList(items: readonly Value[], from: number, to: number): JavaList {
  if (from < 0 || to > items.length) throw outOfBounds(from < 0 ? from : to, items.length);
  if (from > to) throw new JavaException('IllegalArgumentException', `fromIndex(${from}) > toIndex(${to})`);
  return new JavaList(items.slice(from, to), false);
}

function putAll(map: JavaMap, other: JavaMap): string {
  for (const key of other.keys()) map.put(key, other.get(key));
  return '';
}

function clear(map: JavaMap): string {
  for (const key of map.keys()) map.remove(key);
  return '';
}
