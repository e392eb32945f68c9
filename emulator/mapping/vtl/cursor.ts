import { concurrentChange, next } from '../java/methods/container.ts';
import { JavaArray, JavaCollection, JavaIterator, JavaList, JavaMap, type Value } from '../java/values.ts';

/** The items of a #foreach, one by one. An item is read when its round begins. */
export interface Cursor {
  hasNext(): boolean;
  /** @throws JavaException when the list or map was changed since the loop began, as in Java */
  next(): Value;
}

/** Undefined for a value that has no items: nothing is printed for it. */
export function cursorOf(value: Value): Cursor | undefined {
  if (value instanceof JavaList || value instanceof JavaArray) return iteratorCursor(new JavaIterator(value.items));
  if (value instanceof JavaIterator) return iteratorCursor(value);
  if (value instanceof JavaCollection) return mapCursor(value.map, value.item);
  return value instanceof JavaMap ? mapCursor(value, (key) => value.get(key)) : undefined;
}

function iteratorCursor(iterator: JavaIterator): Cursor {
  return { hasNext: () => iterator.position !== iterator.items.length, next: () => next(iterator) };
}

function mapCursor(map: JavaMap, item: (key: Value) => Value): Cursor {
  const keys = map.keys();
  const { modifications } = map;
  let position = 0;
  return {
    hasNext: () => position < keys.length,
    next: () => {
      if (map.modifications !== modifications) throw concurrentChange('map');
      return item(keys[position++] ?? null);
    },
  };
}
