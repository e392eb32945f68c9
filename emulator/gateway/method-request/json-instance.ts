import { LinkedMap } from '../../mapping/java/linked-map.ts';
import { type JavaNumber, parseDecimal } from '../../mapping/java/number-text.ts';
import { isNumber, toDecimal } from '../../mapping/java/numbers.ts';
import { fromPlain } from '../../mapping/java/plain.ts';
import { JavaDecimal, JavaDouble, JavaList } from '../../mapping/java/values.ts';
import type { JsonValue } from '../../mapping/json-value.ts';

export type InstanceType = 'array' | 'boolean' | 'integer' | 'null' | 'number' | 'object' | 'string';

/** The primitive type of a value: `6.0` is a number and no integer, as for the library behind API Gateway. */
export function typeOf(value: JsonValue): InstanceType {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (isNumber(value)) return value instanceof JavaDouble || value instanceof JavaDecimal ? 'number' : 'integer';
  return value instanceof JavaList ? 'array' : 'object';
}

/** The items of an array; none of any other value. */
export function itemsOf(value: JsonValue): readonly JsonValue[] {
  return value instanceof JavaList ? value.items : [];
}

/** The members of an object by name; none of any other value. */
export function membersOf(value: JsonValue): ReadonlyMap<string, JsonValue> {
  if (!(value instanceof LinkedMap)) return new Map();
  return new Map(value.keys().map((key) => [String(key), value.get(key)]));
}

/** The same text for values that JSON Schema holds equal: `1` and `1.0`, objects whatever the order of their members. */
export function canonicalText(value: JsonValue): string {
  if (isNumber(value)) return canonicalNumber(value);
  if (value instanceof JavaList) return `[${value.items.map(canonicalText).join(',')}]`;
  if (value instanceof LinkedMap) {
    const members = [...membersOf(value)].map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`);
    return `{${members.sort().join(',')}}`;
  }
  return JSON.stringify(value);
}

function canonicalNumber(value: JavaNumber): string {
  const { unscaled, scale } = exact(value);
  const [, digits = '0', zeros = ''] = /^(-?\d*?[1-9])(0*)$/.exec(String(unscaled)) ?? [];
  return digits === '0' ? digits : `${digits}e${zeros.length - scale}`;
}

/** Is `value` a whole multiple of `divisor`, in decimal digits? `19.99` is one of `0.01`. */
export function isMultiple(value: JavaNumber, divisor: number): boolean {
  const [a, b] = [exact(value), exact(fromPlain(divisor) as JavaNumber)];
  const scale = Math.max(a.scale, b.scale);
  const rescale = ({ unscaled, scale: own }: JavaDecimal) => unscaled * 10n ** BigInt(scale - own);
  return rescale(a) % rescale(b) === 0n;
}

/** A Double stands for the digits it is written with, not for its binary value (BigDecimal.valueOf). */
function exact(value: JavaNumber): JavaDecimal {
  if (!(value instanceof JavaDouble)) return toDecimal(value);
  return parseDecimal(String(value.value)) ?? new JavaDecimal(0n, 0);
}
