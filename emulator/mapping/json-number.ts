import { parseDecimal } from './java/number-text.ts';
import { parseInteger } from './java/numbers.ts';
import { JavaDouble, type Value } from './java/values.ts';

/** Characters of a fraction from which on it is kept as BigDecimal: json-smart's rule. */
const LONGEST_DOUBLE = 18;
/** Digits from which on a number is kept as Double: nothing but an attack has more. */
const LONGEST_EXACT = 10_000;

const STRICT_NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const PERMISSIVE_NUMBER = /-?[0-9]*(\.[0-9]*)?([eE][+-]?[0-9]+)?/y;

/** One to nine digits with one of `stops` behind them: most numbers of a document. */
export function readSmallInteger(
  text: string,
  start: number,
  stops: string,
  strict: boolean,
): { value: number; end: number } | undefined {
  let end = start;
  let value = 0;
  for (; end < start + 9; end++) {
    const digit = text.charCodeAt(end) - 48;
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
  }
  const next = text[end];
  if (next === undefined || end === start || !stops.includes(next)) return undefined;
  return strict && text[start] === '0' && end > start + 1 ? undefined : { value, end };
}

/** Any number as Integer, Long, BigInteger, Double or BigDecimal; undefined when none begins at `start`. */
export function readNumber(text: string, start: number, strict: boolean): { value: Value; end: number } | undefined {
  const pattern = strict ? STRICT_NUMBER : PERMISSIVE_NUMBER;
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [digits, fraction, exponent] = match;
  return { value: valueOfNumber(digits, fraction === undefined && exponent === undefined), end: pattern.lastIndex };
}

function valueOfNumber(digits: string, isInteger: boolean): Value {
  if (digits.length > LONGEST_EXACT) return new JavaDouble(Number(digits));
  if (isInteger) return parseInteger(digits === '-' ? '0' : digits);
  const exact = digits.length > LONGEST_DOUBLE ? parseDecimal(digits) : undefined;
  return exact ?? new JavaDouble(Number(digits));
}
