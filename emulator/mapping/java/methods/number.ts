import { javaEquals } from '../equality.ts';
import { type JavaNumber, parseDecimal } from '../number-text.ts';
import { calculate, compareNumbers, parseInteger, toDecimal, toInt, toLong, toNumber } from '../numbers.ts';
import { toText } from '../text.ts';
import { JavaCharacter, JavaDouble, JavaLong } from '../values.ts';
import { JavaException, type MethodTable, methodsOn } from './overload.ts';
import { isJavaWhitespace } from './whitespace.ts';

const on = methodsOn<JavaNumber>();

/** What all numbers have. */
const COMMON: MethodTable<JavaNumber> = new Map([
  ['intValue', [on([], toInt)]],
  ['longValue', [on([], (number) => new JavaLong(toLong(number)))]],
  ['doubleValue', [on([], (number) => new JavaDouble(toNumber(number)))]],
  ['floatValue', [on([], (number) => new JavaDouble(Math.fround(toNumber(number))))]],
  ['shortValue', [on([], (number) => (toInt(number) << 16) >> 16)]],
  ['byteValue', [on([], (number) => (toInt(number) << 24) >> 24)]],
]);

export const INTEGER_METHODS: MethodTable<JavaNumber> = new Map([
  ...COMMON,
  ['compareTo', [on(['int'], compareNumbers)]],
  ['compare', [on(['int', 'int'], (_, left, right) => compareNumbers(left, right))]],
  [
    'parseInt',
    [on(['String'], (_, text) => parseInt32(text)), on(['String', 'int'], (_, text, radix) => parseRadix(text, radix))],
  ],
  ['valueOf', [on(['int'], (_, number) => number), on(['String'], (_, text) => parseInt32(text))]],
  [
    'toString',
    [
      on([], (number) => toText(number)),
      on(['int'], (_, number) => String(number)),
      on(['int', 'int'], (_, number, radix) => number.toString(base(radix))),
    ],
  ],
  ['toBinaryString', [on(['int'], (_, number) => (number >>> 0).toString(2))]],
  ['toHexString', [on(['int'], (_, number) => (number >>> 0).toString(16))]],
  ['toOctalString', [on(['int'], (_, number) => (number >>> 0).toString(8))]],
  ['max', [on(['int', 'int'], (_, left, right) => Math.max(left, right))]],
  ['min', [on(['int', 'int'], (_, left, right) => Math.min(left, right))]],
  ['sum', [on(['int', 'int'], (_, left, right) => (left + right) | 0)]],
  ['signum', [on(['int'], (_, number) => Math.sign(number))]],
]);

export const LONG_METHODS: MethodTable<JavaNumber> = new Map([
  ...COMMON,
  ['compareTo', [on(['Number'], (number, other) => compareSame(number, other))]],
  ['parseLong', [on(['String'], (_, text) => parseLong(text))]],
  ['valueOf', [on(['long'], (_, number) => new JavaLong(number)), on(['String'], (_, text) => parseLong(text))]],
  ['max', [on(['long', 'long'], (_, left, right) => longer(left, right, 1))]],
  ['min', [on(['long', 'long'], (_, left, right) => longer(left, right, -1))]],
]);

export const DOUBLE_METHODS: MethodTable<JavaNumber> = new Map([
  ...COMMON,
  ['compareTo', [on(['Number'], (number, other) => compareSame(number, other))]],
  ['parseDouble', [on(['String'], (_, text) => parseDouble(text))]],
  [
    'valueOf',
    [on(['Number'], (_, number) => new JavaDouble(toNumber(number))), on(['String'], (_, text) => parseDouble(text))],
  ],
  ['isNaN', [on([], (number) => Number.isNaN(toNumber(number)))]],
  ['isInfinite', [on([], (number) => Math.abs(toNumber(number)) === Number.POSITIVE_INFINITY)]],
]);

/** BigInteger and BigDecimal. */
export const BIG_METHODS: MethodTable<JavaNumber> = new Map([
  ...COMMON,
  ['compareTo', [on(['Number'], (number, other) => compareSame(number, other))]],
  ['add', [on(['Number'], (number, other) => sameClass(number, other, '+'))]],
  ['subtract', [on(['Number'], (number, other) => sameClass(number, other, '-'))]],
  ['multiply', [on(['Number'], (number, other) => sameClass(number, other, '*'))]],
  ['divide', [on(['Number'], (number, other) => sameClass(number, other, '/'))]],
  ['negate', [on([], (number) => calculate('-', typeof number === 'bigint' ? 0n : toDecimal(0), number) ?? null)]],
  ['signum', [on([], (number) => compareNumbers(number, 0))]],
]);

const onBoolean = methodsOn<boolean>();

export const BOOLEAN_METHODS: MethodTable<boolean> = new Map([
  ['booleanValue', [onBoolean([], (value) => value)]],
  ['compareTo', [onBoolean(['boolean'], (value, other) => Number(value) - Number(other))]],
  ['parseBoolean', [onBoolean(['String'], (_, text) => text.toLowerCase() === 'true')]],
  [
    'valueOf',
    [onBoolean(['boolean'], (_, value) => value), onBoolean(['String'], (_, text) => text.toLowerCase() === 'true')],
  ],
  ['logicalAnd', [onBoolean(['boolean', 'boolean'], (_, left, right) => left && right)]],
  ['logicalOr', [onBoolean(['boolean', 'boolean'], (_, left, right) => left || right)]],
]);

const onCharacter = methodsOn<JavaCharacter>();

export const CHARACTER_METHODS: MethodTable<JavaCharacter> = new Map([
  ['charValue', [onCharacter([], (value) => value)]],
  ['compareTo', [onCharacter(['char'], ({ value }, other) => value.charCodeAt(0) - other.charCodeAt(0))]],
  ['isDigit', [onCharacter(['char'], (_, value) => /\p{Nd}/u.test(value))]],
  ['isLetter', [onCharacter(['char'], (_, value) => /\p{L}/u.test(value))]],
  ['isLetterOrDigit', [onCharacter(['char'], (_, value) => /[\p{L}\p{Nd}]/u.test(value))]],
  ['isUpperCase', [onCharacter(['char'], (_, value) => /\p{Uppercase}/u.test(value))]],
  ['isLowerCase', [onCharacter(['char'], (_, value) => /\p{Lowercase}/u.test(value))]],
  ['isWhitespace', [onCharacter(['char'], (_, value) => isJavaWhitespace(value))]],
  ['toUpperCase', [onCharacter(['char'], (_, value) => new JavaCharacter(value.toUpperCase().slice(0, 1)))]],
  ['toLowerCase', [onCharacter(['char'], (_, value) => new JavaCharacter(value.toLowerCase().slice(0, 1)))]],
]);

function classOf(number: JavaNumber): string {
  return typeof number === 'object' ? number.kind : typeof number;
}

function compareSame(number: JavaNumber, other: JavaNumber): number {
  if (classOf(number) !== classOf(other))
    throw new JavaException('ClassCastException', 'the numbers are of two classes');
  return javaEquals(number, other) ? 0 : compareNumbers(number, other);
}

function sameClass(number: JavaNumber, other: JavaNumber, operator: '+' | '-' | '*' | '/'): JavaNumber {
  if (classOf(number) !== classOf(other))
    throw new JavaException('ClassCastException', 'the numbers are of two classes');
  const result = calculate(operator, number, other);
  if (result === undefined) throw new JavaException('ArithmeticException', 'BigInteger divide by zero');
  return result;
}

/** The greater of two, or with a `direction` of -1 the smaller. */
function longer(left: bigint, right: bigint, direction: 1 | -1): JavaLong {
  const order = left > right ? 1 : -1;
  return new JavaLong(order === direction ? left : right);
}

function parseInt32(text: string): number {
  return parseRadix(text, 10);
}

function base(radix: number): number {
  return radix < 2 || radix > 36 ? 10 : radix;
}

function parseRadix(text: string, radix: number): number {
  const digits = text.replace(/^[+-](?=.)/, '').toLowerCase();
  const value = Number.parseInt(digits, radix) * (text.startsWith('-') ? -1 : 1);
  const valid = radix >= 2 && radix <= 36 && /^[0-9a-z]{1,40}$/.test(digits) && allDigits(digits, radix);
  if (!valid || value < -2147483648 || value > 2147483647) throw noNumber(text);
  return value + 0;
}

function allDigits(digits: string, radix: number): boolean {
  return [...digits].every((digit) => Number.parseInt(digit, 36) < radix);
}

function parseLong(text: string): JavaLong {
  const number = /^[+-]?\d{1,30}$/.test(text) ? parseInteger(text.replace('+', '')) : undefined;
  if (number === undefined || typeof number === 'bigint') throw noNumber(text);
  return new JavaLong(toLong(number));
}

function parseDouble(text: string): JavaDouble {
  const trimmed = text.trim();
  if (/^[+-]?(NaN|Infinity)$/.test(trimmed)) return new JavaDouble(Number(trimmed));
  const digits = trimmed.replace(/[dDfF]$/, '');
  if (parseDecimal(digits) === undefined) throw noNumber(text);
  return new JavaDouble(Number(digits));
}

function noNumber(text: string): JavaException {
  return new JavaException('NumberFormatException', `For input string: ${JSON.stringify(text)}`);
}
