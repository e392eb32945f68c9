import { charge } from './budget.ts';
import { compareNumbers, isNumber } from './numbers.ts';
import { toText } from './text.ts';
import {
  JavaCharacter,
  JavaCollection,
  JavaDecimal,
  JavaDouble,
  JavaEntry,
  JavaList,
  JavaLong,
  JavaMap,
  type Value,
} from './values.ts';

/** `==` of a template: numbers by value, the same class by `equals`, everything else by its text. */
export function looselyEqual(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0;
  if (left === null || right === null) return left === right;
  if (sameFamily(left, right)) return javaEquals(left, right);
  return toText(left) === toText(right);
}

/** Is one's class that of the other or above it? */
function sameFamily(left: Value, right: Value): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return typeof left === typeof right;
  return (
    left?.kind === right?.kind &&
    (left?.kind !== 'collection' || left.className === (right as JavaCollection).className)
  );
}

/** `left.equals(right)` of Java: an Integer never equals a Long. */
export function javaEquals(left: Value, right: Value): boolean {
  charge(1);
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  if (left instanceof JavaLong) return right instanceof JavaLong && left.value === right.value;
  if (left instanceof JavaDouble) return right instanceof JavaDouble && Object.is(left.value, right.value);
  if (left instanceof JavaCharacter) return right instanceof JavaCharacter && left.value === right.value;
  if (left instanceof JavaDecimal) {
    return right instanceof JavaDecimal && left.unscaled === right.unscaled && left.scale === right.scale;
  }
  if (left instanceof JavaList) return right instanceof JavaList && equalItems(left.items, right.items);
  if (left instanceof JavaCollection) return right instanceof JavaCollection && equalSets(left, right);
  if (left instanceof JavaMap) return right instanceof JavaMap && equalMaps(left, right);
  if (left instanceof JavaEntry) {
    return right instanceof JavaEntry && javaEquals(left.key, right.key) && javaEquals(left.value, right.value);
  }
  return false;
}

function equalItems(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((item, index) => javaEquals(item, right[index] ?? null));
}

function equalSets(left: JavaCollection, right: JavaCollection): boolean {
  if (!left.isSet || !right.isSet || left.items.length !== right.items.length) return false;
  return left.items.every((item) => right.items.some((other) => javaEquals(item, other)));
}

function equalMaps(left: JavaMap, right: JavaMap): boolean {
  if (left.size !== right.size) return false;
  return left.keys().every((key) => right.has(key) && javaEquals(left.get(key), right.get(key)));
}
