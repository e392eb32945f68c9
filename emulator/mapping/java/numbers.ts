import { decimalText, type JavaNumber } from './number-text.ts';
import { JavaDecimal, JavaDouble, JavaLong, type Value } from './values.ts';

const INT_MIN = -2147483648;
const INT_MAX = 2147483647;
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;
/** Digits that a BigInteger or BigDecimal may have: more is only ever an attack. */
const MAX_DIGITS = 10_000n;
const MAX_BIG = 10n ** MAX_DIGITS;

export class ArithmeticFailure extends Error {}

export function isNumber(value: Value): value is JavaNumber {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof JavaDouble ||
    value instanceof JavaLong ||
    value instanceof JavaDecimal
  );
}

/** An integer in the smallest of Integer, Long and BigInteger that holds it. */
function toInteger(value: bigint): JavaNumber {
  if (value >= INT_MIN && value <= INT_MAX) return Number(value);
  if (value >= LONG_MIN && value <= LONG_MAX) return new JavaLong(value);
  return value;
}

/** Reads digits, with or without a sign, as Integer, Long or BigInteger. */
export function parseInteger(text: string): JavaNumber {
  if (text.length < 10) return Number(text);
  return toInteger(BigInt(text));
}

/** The number that a value of plain JavaScript stands for. */
export function fromNumber(value: number): JavaNumber {
  if (Number.isInteger(value) && !Object.is(value, -0)) {
    if (value >= INT_MIN && value <= INT_MAX) return value;
    if (Number.isSafeInteger(value)) return new JavaLong(BigInt(value));
  }
  return new JavaDouble(value);
}

export function toNumber(value: JavaNumber): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof JavaDecimal) return Number(decimalText(value));
  return Number(value.value);
}

/** Number.intValue(): the lowest 32 bits; a Double is cut off and held within the range. */
export function toInt(value: JavaNumber): number {
  if (typeof value === 'number') return value;
  if (value instanceof JavaDouble) return Math.min(INT_MAX, Math.max(INT_MIN, Math.trunc(value.value) || 0));
  return Number(BigInt.asIntN(32, toBigInt(value)));
}

/** Number.longValue(). */
export function toLong(value: JavaNumber): bigint {
  if (!(value instanceof JavaDouble)) return BigInt.asIntN(64, toBigInt(value));
  if (Number.isNaN(value.value)) return 0n;
  if (value.value >= 2 ** 63) return LONG_MAX;
  return value.value <= -(2 ** 63) ? LONG_MIN : BigInt(Math.trunc(value.value));
}

function toBigInt(value: JavaNumber): bigint {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'bigint') return value;
  if (value instanceof JavaLong) return value.value;
  if (value instanceof JavaDouble) return toLong(value);
  return value.scale > 0 ? value.unscaled / 10n ** BigInt(value.scale) : value.unscaled * 10n ** BigInt(-value.scale);
}

type Operator = '+' | '-' | '*' | '/' | '%';

/**
 * Arithmetic of Velocity 1.7 (MathUtils): integers stay integers and grow from Integer to Long to BigInteger, division
 * cuts off. Gives undefined for a division by zero. @throws ArithmeticFailure
 */
export function calculate(operator: Operator, left: JavaNumber, right: JavaNumber): JavaNumber | undefined {
  if ((operator === '/' || operator === '%') && toNumber(right) === 0) return undefined;
  if (typeof left === 'number' && typeof right === 'number') return calculateInts(operator, left, right);
  if (left instanceof JavaDecimal || right instanceof JavaDecimal) return calculateDecimals(operator, left, right);
  if (left instanceof JavaDouble || right instanceof JavaDouble) {
    if (typeof left === 'bigint' || typeof right === 'bigint') return calculateDecimals(operator, left, right);
    return new JavaDouble(calculateDoubles(operator, toNumber(left), toNumber(right)));
  }
  return calculateBig(operator, left, right);
}

function calculateInts(operator: Operator, left: number, right: number): JavaNumber {
  let result: number;
  if (operator === '+') result = left + right;
  else if (operator === '-') result = left - right;
  else if (operator === '*') result = left * right;
  else if (operator === '/') result = Math.trunc(left / right);
  else result = left % right;
  if (result >= INT_MIN && result <= INT_MAX) return result + 0 === 0 ? 0 : result;
  return calculateBig(operator, left, right);
}

function calculateDoubles(operator: Operator, left: number, right: number): number {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  return operator === '/' ? left / right : left % right;
}

function calculateBig(operator: Operator, left: JavaNumber, right: JavaNumber): JavaNumber {
  const a = toBigInt(left);
  const b = toBigInt(right);
  const big = typeof left === 'bigint' || typeof right === 'bigint';
  let result: bigint;
  if (operator === '+') result = a + b;
  else if (operator === '-') result = a - b;
  else if (operator === '*') result = a * b;
  else if (operator === '/') result = a / b;
  else if (!big) result = a % b;
  else if (b < 0n) throw new ArithmeticFailure('BigInteger: modulus not positive');
  else result = ((a % b) + b) % b;
  checkSize(result);
  if (big) return result;
  const long = left instanceof JavaLong || right instanceof JavaLong;
  if (operator === '/' && result > LONG_MAX) return new JavaLong(LONG_MIN);
  if (result < LONG_MIN || result > LONG_MAX) return result;
  return long ? new JavaLong(result) : toInteger(result);
}

function checkSize(value: bigint): void {
  if (value > MAX_BIG || value < -MAX_BIG) throw new ArithmeticFailure('the number has more than 10,000 digits');
}

function calculateDecimals(operator: Operator, left: JavaNumber, right: JavaNumber): JavaDecimal {
  const a = toDecimal(left);
  const b = toDecimal(right);
  if (operator === '%') throw new ArithmeticFailure('Cannot calculate the modulo of BigDecimals.');
  if (operator === '*') {
    const product = a.unscaled * b.unscaled;
    checkSize(product);
    return new JavaDecimal(product, a.scale + b.scale);
  }
  if (operator === '/') return divideDecimals(a, b);
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [rescale(a, scale), rescale(b, scale)];
  return new JavaDecimal(operator === '+' ? x + y : x - y, scale);
}

/** Rounds half down, to the scale of the dividend. */
function divideDecimals(a: JavaDecimal, b: JavaDecimal): JavaDecimal {
  const shift = BigInt(Math.abs(b.scale));
  const dividend = b.scale >= 0 ? a.unscaled * 10n ** shift : a.unscaled;
  const divisor = b.scale >= 0 ? b.unscaled : b.unscaled * 10n ** shift;
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const up = twice > (divisor < 0n ? -divisor : divisor);
  const sign = dividend < 0n !== divisor < 0n ? -1n : 1n;
  return new JavaDecimal(up ? quotient + sign : quotient, a.scale);
}

function rescale(value: JavaDecimal, scale: number): bigint {
  const shift = scale - value.scale;
  if (shift > 10_000) throw new ArithmeticFailure('the number has more than 10,000 digits');
  return value.unscaled * 10n ** BigInt(shift);
}

/** The exact value as a BigDecimal; a Double has many digits then, as `new BigDecimal(double)`. */
export function toDecimal(value: JavaNumber): JavaDecimal {
  if (value instanceof JavaDecimal) return value;
  if (value instanceof JavaDouble) return exactDecimal(value.value);
  return new JavaDecimal(toBigInt(value), 0);
}

function exactDecimal(value: number): JavaDecimal {
  if (!Number.isFinite(value)) throw new ArithmeticFailure('Infinite or NaN');
  let mantissa = value;
  let twos = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    twos++;
  }
  return new JavaDecimal(BigInt(mantissa) * 5n ** BigInt(twos), twos);
}

/** -1, 0 or 1, by value across the classes. */
export function compareNumbers(left: JavaNumber, right: JavaNumber): number {
  if (
    left instanceof JavaDecimal ||
    right instanceof JavaDecimal ||
    typeof left === 'bigint' ||
    typeof right === 'bigint'
  ) {
    return compareExactly(left, right);
  }
  if (
    left instanceof JavaDouble ||
    right instanceof JavaDouble ||
    (typeof left === 'number' && typeof right === 'number')
  ) {
    const [a, b] = [toNumber(left), toNumber(right)];
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return compareExactly(left, right);
}

function compareExactly(left: JavaNumber, right: JavaNumber): number {
  const a = toDecimal(left);
  const b = toDecimal(right);
  const order = magnitude(a) - magnitude(b);
  if (a.unscaled > 0n !== b.unscaled > 0n || a.unscaled === 0n || b.unscaled === 0n) {
    return a.unscaled === b.unscaled ? 0 : signOf(a) < signOf(b) ? -1 : 1;
  }
  // Numbers far apart are told by their sizes: 1E99999 is not written out.
  if (Math.abs(order) > 2) return order > 0 === a.unscaled > 0n ? 1 : -1;
  const scale = Math.max(a.scale, b.scale);
  const [x, y] = [rescale(a, scale), rescale(b, scale)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function signOf(value: JavaDecimal): number {
  return value.unscaled > 0n ? 1 : value.unscaled < 0n ? -1 : 0;
}

/** How many digits stand before the decimal point. */
function magnitude(value: JavaDecimal): number {
  return String(value.unscaled).replace('-', '').length - value.scale;
}
