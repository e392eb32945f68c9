import { checkLength } from '../budget.ts';
import { type JavaNumber, numberText } from '../number-text.ts';
import { isNumber, toDecimal, toLong, toNumber } from '../numbers.ts';
import { toText } from '../text.ts';
import { JavaCharacter, JavaDecimal, JavaDouble, type Value } from '../values.ts';
import { JavaException } from './overload.ts';

/** Widths and precisions above this are only ever an attack. */
const MAX_WIDTH = 100_000;

interface Specifier {
  readonly text: string;
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
}

/** String.format for the conversions b, c, d, e, f, n, o, s, x and %. @throws JavaException */
export function formatText(pattern: string, values: readonly Value[]): string {
  let next = 0;
  let last = -1;
  let text = '';
  let at = 0;
  for (const match of pattern.matchAll(/%(?:(\d+)\$|(<))?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])|%/g)) {
    const [whole, position, previous, flags = '', width = '0', precision, conversion] = match;
    if (conversion === undefined) throw new JavaException('UnknownFormatConversionException', "Conversion = '%'");
    const specifier = {
      text: whole,
      flags,
      width: Number(width),
      precision: precision === undefined ? undefined : Number(precision),
      conversion,
    };
    if (specifier.width > MAX_WIDTH || (specifier.precision ?? 0) > MAX_WIDTH) {
      throw new JavaException('IllegalFormatWidthException', width);
    }
    text += pattern.slice(at, match.index);
    at = match.index + whole.length;
    if (conversion === 'n' || conversion === '%') {
      text += conversion === 'n' ? '\n' : pad('%', specifier);
      continue;
    }
    last = previous !== undefined ? last : position !== undefined ? Number(position) - 1 : next++;
    const value = values[last];
    if (value === undefined) throw new JavaException('MissingFormatArgumentException', `Format specifier '${whole}'`);
    text += pad(convert(specifier, value), specifier);
    checkLength(text.length);
  }
  return text + pattern.slice(at);
}

function pad(text: string, { flags, width }: Specifier): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || text.length >= width) return text.padStart(width);
  const sign = /^[-+ (]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function convert(specifier: Specifier, value: Value): string {
  const lower = specifier.conversion.toLowerCase();
  const text = convertLower(specifier, lower, value);
  return specifier.conversion === lower ? text : text.toUpperCase();
}

function convertLower(specifier: Specifier, conversion: string, value: Value): string {
  switch (conversion) {
    case 's':
      return toText(value).slice(0, specifier.precision);
    case 'b':
      return String(value === true || (value !== null && value !== false)).slice(0, specifier.precision);
    case 'c':
      return character(specifier, value);
    case 'd':
      return signed(specifier, integer(specifier, value));
    case 'x':
    case 'o':
      return radix(specifier, conversion === 'x' ? 16 : 8, value);
    case 'f':
      return signed(specifier, fixed(specifier, value));
    case 'e':
      return signed(specifier, scientific(specifier, value));
  }
  throw new JavaException('UnknownFormatConversionException', `Conversion = '${specifier.conversion}'`);
}

function mismatch({ conversion }: Specifier, value: Value): JavaException {
  const type = value !== null && typeof value === 'object' ? value.className : typeof value;
  return new JavaException('IllegalFormatConversionException', `${conversion} != ${type}`);
}

function character(specifier: Specifier, value: Value): string {
  if (value === null) return 'null';
  if (value instanceof JavaCharacter) return value.value;
  if (typeof value === 'number' && value >= 0 && value <= 0x10ffff) return String.fromCodePoint(value);
  throw mismatch(specifier, value);
}

function integer(specifier: Specifier, value: Value): string {
  if (value === null) return 'null';
  if (!isNumber(value) || value instanceof JavaDouble || value instanceof JavaDecimal) throw mismatch(specifier, value);
  return grouped(specifier, numberText(value));
}

function radix(specifier: Specifier, base: number, value: Value): string {
  if (value === null) return 'null';
  if (!isNumber(value) || value instanceof JavaDouble || value instanceof JavaDecimal) throw mismatch(specifier, value);
  if (typeof value === 'number') return (value >>> 0).toString(base);
  return (typeof value === 'bigint' ? value : BigInt.asUintN(64, toLong(value))).toString(base);
}

function fraction(specifier: Specifier, value: Value): JavaNumber | null {
  if (value === null) return null;
  if (value instanceof JavaDouble || value instanceof JavaDecimal) return value;
  throw mismatch(specifier, value);
}

/** Rounds half up, from the digits that the number prints. */
function fixed(specifier: Specifier, value: Value): string {
  const number = fraction(specifier, value);
  if (number === null) return 'null';
  if (number instanceof JavaDouble && !Number.isFinite(number.value)) return numberText(number);
  const digits = specifier.precision ?? 6;
  const { unscaled, scale } = number instanceof JavaDouble ? shortest(number.value) : toDecimal(number);
  const negative = unscaled < 0n || Object.is(toNumber(number), -0);
  const size = unscaled < 0n ? -unscaled : unscaled;
  const shift = digits - scale;
  const rounded =
    shift >= 0 ? size * 10n ** BigInt(shift) : (size + 5n * 10n ** BigInt(-shift - 1)) / 10n ** BigInt(-shift);
  const padded = String(rounded).padStart(digits + 1, '0');
  const whole = grouped(specifier, padded.slice(0, padded.length - digits));
  return `${negative ? '-' : ''}${whole}${digits > 0 ? `.${padded.slice(-digits)}` : ''}`;
}

function shortest(value: number): JavaDecimal {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '0', digits = ''] = mantissa.split('.');
  const scale = digits.length - Number(exponent);
  const unscaled = BigInt(whole + digits);
  return scale < 0 ? new JavaDecimal(unscaled * 10n ** BigInt(-scale), 0) : new JavaDecimal(unscaled, scale);
}

function scientific(specifier: Specifier, value: Value): string {
  const number = fraction(specifier, value);
  if (number === null) return 'null';
  const [mantissa = '', exponent = '+0'] = toNumber(number)
    .toExponential(Math.min(specifier.precision ?? 6, 100))
    .split('e');
  return `${mantissa}e${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
}

function grouped({ flags }: Specifier, digits: string): string {
  return flags.includes(',') ? digits.replace(/\B(?=(\d{3})+$)/g, ',') : digits;
}

function signed({ flags }: Specifier, text: string): string {
  if (text.startsWith('-')) return flags.includes('(') ? `(${text.slice(1)})` : text;
  if (flags.includes('+')) return `+${text}`;
  return flags.includes(' ') ? ` ${text}` : text;
}
