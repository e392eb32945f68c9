import { parseDecimal } from './java/number-text.ts';
import { parseInteger } from './java/numbers.ts';
import { JavaDouble, type Value } from './java/values.ts';
import { COMMA, isBlank, NINE, POINT, ZERO } from './json-codes.ts';

/** Characters of a fraction from which on it is kept as BigDecimal: json-smart's rule. */
const LONGEST_DOUBLE = 18;
/** Digits from which on a number is kept as Double: nothing but an attack has more. */
const LONGEST_EXACT = 10_000;

const STRICT_NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const PERMISSIVE_NUMBER = /-?[0-9]*(\.[0-9]*)?([eE][+-]?[0-9]+)?/y;

/**
 * One to nine digits, and up to eight more behind a point, before a comma or `closer`: most numbers there are. `end` is
 * that character's place.
 */
export function readShortNumber(
  text: string,
  start: number,
  closer: number,
  strict: boolean,
): { value: Value; end: number } | undefined {
  const point = endOfDigits(text, start, 9);
  const isDecimal = text.charCodeAt(point) === POINT;
  const last = isDecimal ? endOfDigits(text, point + 1, 8) : point;
  let end = last;
  while (isBlank(text.charCodeAt(end))) end++;
  const next = text.charCodeAt(end);
  if ((next !== COMMA && next !== closer) || point === start || (isDecimal && last === point + 1)) return undefined;
  if (strict && text.charCodeAt(start) === ZERO && point > start + 1) return undefined;
  if (isDecimal) return { value: new JavaDouble(Number(text.slice(start, last))), end };
  let value = 0;
  for (let at = start; at < last; at++) value = value * 10 + text.charCodeAt(at) - ZERO;
  return { value, end };
}

function endOfDigits(text: string, start: number, most: number): number {
  let at = start;
  while (at < start + most && text.charCodeAt(at) >= ZERO && text.charCodeAt(at) <= NINE) at++;
  return at;
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
