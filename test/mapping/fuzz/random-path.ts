import { NAMES, quoted, type Random } from './random.ts';
import { randomPattern } from './random-pattern.ts';

const MARKS = [
  '[',
  ']',
  '(',
  ')',
  '?',
  '@',
  '$',
  '.',
  '..',
  '*',
  ',',
  ':',
  "'",
  '"',
  '/',
  '\\',
  ' ',
  '&&',
  '||',
  '!',
  '-',
];
const OPERATORS = ['==', '!=', '===', '!==', '<', '<=', '>', '>=', '=~', 'in', 'nin', 'contains', 'size', 'empty'];
const MORE_OPERATORS = ['subsetof', 'anyof', 'noneof', 'all', 'type', 'matches', '<>', '='];
const FUNCTIONS = [
  'length',
  'size',
  'min',
  'max',
  'sum',
  'avg',
  'stddev',
  'concat',
  'append',
  'keys',
  'first',
  'last',
  'index',
];

/** A JSONPath, right or nearly right. */
export function randomPath(random: Random): string {
  if (random.oneIn(60)) return random.pick(EXTREMES);
  return random.mutate(random.pick(['$', '$', '$', '$', '@', '']) + path(random, 2), MARKS);
}

const EXTREMES = [
  `$${'..*'.repeat(6)}`,
  `$${'..a'.repeat(400)}`,
  `$${'[0]'.repeat(2000)}`,
  `$[?(${'('.repeat(500)}@.a${')'.repeat(500)})]`,
  `$[?(${'!'.repeat(500)}@.a)]`,
  `$[?(@.a == 1${' && @.a == 1'.repeat(500)})]`,
  `$${'[?(@.a'.repeat(60)}${')]'.repeat(60)}`,
  '$[0:99999999999999999999]',
  '$[-2147483648:2147483647:2147483647]',
  `$['${'a'.repeat(5000)}']`,
];

function path(random: Random, depth: number): string {
  return random.several(4, () => step(random, depth)) + (random.oneIn(5) ? call(random, depth) : '');
}

function step(random: Random, depth: number): string {
  const name = (): string => random.pick(NAMES);
  const index = (): string => String(random.pick([0, 1, 2, -1, -2, 99, 2147483648]));
  return random.make([
    () => `.${name()}`,
    () => `..${random.pick(['*', name(), `[${index()}]`])}`,
    () => random.pick(['.*', '[*]']),
    () => `[${quoted(name())}]`,
    () => `[${random.several(3, () => quoted(name()), ',')}]`,
    () => `[${random.several(3, index, ',')}]`,
    () => `[${random.several(1, index)}:${random.several(1, index)}${random.oneIn(4) ? `:${index()}` : ''}]`,
    () => `[?(${filter(random, depth)})]`,
    () => `[?(${filter(random, depth)})]`,
    () => (random.oneIn(4) ? '[?]' : `.${name()}[${index()}]`),
  ]);
}

function call(random: Random, depth: number): string {
  const parameter = (): string =>
    random.make([() => operand(random, depth - 1), () => '1', () => '"x"', () => '{"a":1}']);
  return `.${random.pick(FUNCTIONS)}(${random.several(3, parameter, ', ')})`;
}

function filter(random: Random, depth: number): string {
  if (depth <= 0) return operand(random, 0);
  const part = (): string => filter(random, depth - 1);
  return random.make([
    () => `${part()} ${random.pick(['&&', '||'])} ${part()}`,
    () => `${random.pick(['!', '! '])}${random.oneIn(2) ? `(${part()})` : part()}`,
    () => `(${part()})`,
    () => `${operand(random, depth)} ${random.pick(OPERATORS)} ${operand(random, depth)}`,
    () => `${operand(random, depth)}${random.pick(OPERATORS)}${operand(random, depth)}`,
    () => `${operand(random, depth)} ${random.pick(MORE_OPERATORS)} ${operand(random, depth)}`,
    () => `@.a =~ /${randomPattern(random).replaceAll('/', '')}/${random.pick(['', 'i', 'x', 'u', 'q'])}`,
  ]);
}

function operand(random: Random, depth: number): string {
  return random.make([
    () => `@${path(random, depth - 1)}`,
    () => `$${path(random, depth - 1)}`,
    () =>
      random.pick([
        '1',
        '-1.5',
        '1e3',
        'true',
        'null',
        'nul',
        "'a'",
        '"b"',
        "'\\''",
        '[1, "a"]',
        "['a']",
        '{"a":1}',
        '',
      ]),
    () => `'${random.pick(NAMES)}'`,
  ]);
}
