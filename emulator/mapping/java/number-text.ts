import { JavaDecimal, JavaDouble, JavaLong } from './values.ts';

/** Number classes of Java as far as templates meet them: Integer, BigInteger, Long, Double, BigDecimal. */
export type JavaNumber = number | bigint | JavaLong | JavaDouble | JavaDecimal;

/** Digits that a BigDecimal may have: more is only ever an attack. */
const MAX_DIGITS = 10_000;

/** Double.toString: at least one digit behind the point; `1.0E7` from 10^7 on and below 10^-3. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
}

/** BigDecimal.toString. */
export function decimalText({ unscaled, scale }: JavaDecimal): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - 1 - scale;
  if (scale === 0) return sign + digits;
  if (scale > 0 && exponent >= -6) {
    const padded = digits.padStart(scale + 1, '0');
    return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return `${sign}${mantissa}${exponent === 0 ? '' : `E${exponent > 0 ? '+' : ''}${exponent}`}`;
}

export function numberText(value: JavaNumber): string {
  if (value instanceof JavaDouble) return doubleText(value.value);
  if (value instanceof JavaDecimal) return decimalText(value);
  return value instanceof JavaLong ? String(value.value) : String(value);
}

/** `new BigDecimal(text)`; undefined when the text is no number. */
export function parseDecimal(text: string): JavaDecimal | undefined {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,5}))?$/.exec(text);
  if (!parts || text.length > MAX_DIGITS) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  if (whole + fraction === '') return undefined;
  const unscaled = BigInt(whole + fraction);
  return new JavaDecimal(sign === '-' ? -unscaled : unscaled, fraction.length - Number(exponent));
}
