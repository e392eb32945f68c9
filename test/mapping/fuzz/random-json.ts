import { NAMES, type Random } from './random.ts';

const MARKS = ['{', '}', '[', ']', '"', "'", ':', ',', '\\', '\\u', '\u0000', '\ud800', '𝒳', ' ', '\n', '-', '.', 'e9'];
const NUMBERS = [
  ...['0', '-0', '7', '-1', '2147483647', '2147483648', '-9223372036854775809', '1.0', '0.1', '1e300', '-1E-300'],
  ...['1e99999', '0.1234567890123456789', '123456789012345678901234567890', '00', '1.', '.5', '+1', 'NaN', 'Infinity'],
];
const TEXTS = [
  '',
  'a',
  'a,b;c',
  "O'Hara",
  '\\"',
  '\\n',
  '\\u2028',
  '\\ud83d',
  'é☃𝒳',
  '$x',
  '#if',
  '%s',
  '/',
  '<&>',
  'aaaaaaab',
];
const WORDS = ['true', 'false', 'null', 'undefinedd', 'word', "'single'", '[]', '{}'];

/** A body: JSON, nearly JSON, something else. */
export function randomBody(random: Random): string {
  switch (random.below(12)) {
    case 0:
      return '';
    case 1:
      return random.several(12, () => String.fromCharCode(random.oneIn(3) ? random.below(0x10000) : random.below(128)));
    case 2:
      return `{"a":${nested(random, 1 + random.below(450))}}`;
    case 3:
      return value(random, 2).slice(0, random.below(40));
    default:
      return random.mutate(value(random, 4), MARKS);
  }
}

/** A document for a JSONPath, as JSON text that is always right. */
export function randomDocument(random: Random): string {
  const text = randomBody(random);
  try {
    JSON.parse(text);
    return text;
  } catch {
    return '{"a":[{"b":1,"c":"x"},{"b":2.5,"c":null},[1,[2,[3]]]],"b":{"a":"a","c":[true]},"constructor":{"name":1}}';
  }
}

function value(random: Random, depth: number): string {
  const space = random.oneIn(6) ? random.pick([' ', '\n', '\t']) : '';
  if (depth <= 0 || random.oneIn(5)) return scalar(random) + space;
  const item = (): string => value(random, depth - 1);
  if (random.oneIn(2)) return `[${random.several(4, item, `,${space}`)}]`;
  return `{${random.several(5, () => `${JSON.stringify(random.pick(NAMES))}:${space}${item()}`, ',')}}`;
}

function scalar(random: Random): string {
  return random.make([
    () => random.pick(NUMBERS),
    () => `"${random.pick(TEXTS)}"`,
    () => `"${random.pick(TEXTS).repeat(1 + random.below(30))}"`,
    () => random.pick(WORDS),
  ]);
}

function nested(random: Random, depth: number): string {
  return random.oneIn(2) ? '['.repeat(depth) + ']'.repeat(depth) : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
}
