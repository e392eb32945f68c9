import { charge } from './budget.ts';
import { decimalText } from './number-text.ts';
import { TooDeep, toText } from './text.ts';
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

const MAX_DEPTH = 1000;

/** `hashCode()` of Java for what has one by its contents; any other object's is that of its text. */
export function hashOf(value: Value, depth: number): number {
  charge(1);
  if (depth > MAX_DEPTH) throw new TooDeep('lists and maps are too deep inside each other');
  if (value === null) return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  if (typeof value === 'string') return hashOfText(value);
  if (typeof value === 'bigint') return hashOfText(String(value));
  if (value instanceof JavaLong) return foldLong(value.value);
  if (value instanceof JavaDouble) return foldLong(bitsOf(value.value));
  if (value instanceof JavaDecimal) return hashOfText(decimalText(value));
  if (value instanceof JavaCharacter) return value.value.charCodeAt(0);
  if (value instanceof JavaList) {
    return value.items.reduce<number>((hash, item) => (Math.imul(31, hash) + hashOf(item, depth + 1)) | 0, 1);
  }
  if (value instanceof JavaMap) {
    return value.keys().reduce<number>((hash, key) => (hash + hashOfPair(key, value.get(key), depth)) | 0, 0);
  }
  if (value instanceof JavaEntry) return hashOfPair(value.key, value.value, depth);
  if (value instanceof JavaCollection && value.isSet) {
    return value.items.reduce<number>((hash, item) => (hash + hashOf(item, depth + 1)) | 0, 0);
  }
  return hashOfText(toText(value));
}

function hashOfPair(key: Value, value: Value, depth: number): number {
  return hashOf(key, depth + 1) ^ hashOf(value, depth + 1);
}

function hashOfText(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

function foldLong(bits: bigint): number {
  return Number(BigInt.asIntN(32, bits ^ (BigInt.asUintN(64, bits) >> 32n)));
}

function bitsOf(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigInt64(0);
}
