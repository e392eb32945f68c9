import type { Random } from './random.ts';

const MARKS = ['(', ')', '[', ']', '{', '}', '*', '+', '?', '|', '\\', '^', '$', '.', '-', '&&', '\\Q', '\\E', '(?'];
const ATOMS = [
  ...[
    'a',
    'b',
    'ab',
    '.',
    '\\d',
    '\\W',
    '\\s',
    '\\S',
    '\\b',
    '\\B',
    '^',
    '$',
    '\\A',
    '\\z',
    '\\Z',
    '\\G',
    '\\R',
    '\\X',
  ],
  ...[
    '\\h',
    '\\v',
    '\\V',
    '\\t',
    '\\x41',
    '\\u00e9',
    '\\x{1F600}',
    '\\0101',
    '\\cA',
    '\\e',
    '\\p{L}',
    '\\P{Lu}',
    '\\p{Alpha}',
  ],
  ...['\\p{IsAlphabetic}', '\\p{javaLowerCase}', '\\Q.*\\E', '\\1', '\\2', '\\k<n>', '\\.', '\\\\', 'é', '𝒳', ' ', '#'],
];
const GROUPS = [
  '(',
  '(?:',
  '(?=',
  '(?!',
  '(?<=',
  '(?<!',
  '(?>',
  '(?<n>',
  '(?i)',
  '(?i:',
  '(?-s:',
  '(?x) (',
  '(?m)',
  '(?d)',
];
const REPEATS = ['*', '+', '?', '{2}', '{1,3}', '{0,}', '{2,1}', '{1000}', '{2147483647}', '{99999999999}'];
const CLASSES = [
  '[a-z]',
  '[^a]',
  '[a-z&&[^b]]',
  '[a[b-c]]',
  '[\\d\\s]',
  '[]a]',
  '[a-]',
  '[&&a]',
  '[^]',
  '[z-a]',
  '[\\Qa]\\E]',
];

/** A regular expression of java.util.regex, right or nearly right; many of them backtrack without end. */
export function randomPattern(random: Random): string {
  if (random.oneIn(60)) return random.pick(EXTREMES);
  return random.mutate(alternation(random, 3), MARKS);
}

const EXTREMES = [
  '(a+)+b',
  '(a|aa)+b',
  '(.*)*x',
  '(?:a?){30}a{30}',
  '((((((((((a*)*)*)*)*)*)*)*)*)*)*b',
  '(a*?)*?c',
  `${'('.repeat(500)}a${')'.repeat(500)}`,
  `${'[a'.repeat(500)}${']'.repeat(500)}`,
  'a{2147483647}',
  '(a{1000}){1000}',
  `${'a?'.repeat(200)}${'a'.repeat(200)}`,
  `${'|'.repeat(2000)}a`,
  '(?<=a{1,1000}b{1,1000})c',
  '(?:(?=(a+))\\1)+b',
  '(.)(.)(.)\\3\\2\\1|(?!.*(.).*\\4)',
];

function alternation(random: Random, depth: number): string {
  const sequence = (): string => random.several(4, () => piece(random, depth));
  return random.oneIn(4) ? `${sequence()}|${sequence()}` : sequence();
}

function piece(random: Random, depth: number): string {
  const atom = random.make([
    () => random.pick(ATOMS),
    () => random.pick(CLASSES),
    () => (depth > 0 ? `${random.pick(GROUPS)}${alternation(random, depth - 1)})` : 'a'),
  ]);
  return random.oneIn(2) ? atom : atom + random.pick(REPEATS) + random.pick(['', '', '?', '+']);
}

/** A text for a pattern: long rows of what patterns are made of. */
export function randomText(random: Random): string {
  const piece = (): string =>
    random.pick(['a', 'b', 'ab', 'c', ' ', '\n', '\r\n', 'A', 'é', '𝒳', '\ud800', '.', '1', '-', '']);
  return random.oneIn(8) ? 'a'.repeat(random.below(2000)) + piece() : random.several(40, piece);
}
