import type { CharacterTest } from './nodes.ts';

/** Flags that can change inside a pattern. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly comments: boolean;
  readonly unixLines: boolean;
  readonly unicodeCase: boolean;
  readonly unicodeClasses: boolean;
}

export const NO_FLAGS: Flags = {
  ignoreCase: false,
  multiline: false,
  dotAll: false,
  comments: false,
  unixLines: false,
  unicodeCase: false,
  unicodeClasses: false,
};

/** A class by the characters that JavaScript's own expression finds: `[…]` or `\p{…}`, one code point at a time. */
function byExpression(expression: string): CharacterTest {
  const pattern = new RegExp(`^${expression}$`, 'u');
  return (code) => pattern.test(String.fromCodePoint(code));
}

const isDigit: CharacterTest = (code) => code >= 48 && code <= 57;
const isUpper: CharacterTest = (code) => code >= 65 && code <= 90;
const isLower: CharacterTest = (code) => code >= 97 && code <= 122;
const isWord: CharacterTest = (code) => isDigit(code) || isUpper(code) || isLower(code) || code === 95;
const isSpace: CharacterTest = (code) => code === 32 || (code >= 9 && code <= 13);
const isHorizontal = byExpression('[ \\t\\u00a0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000]');
const isVertical: CharacterTest = (code) =>
  (code >= 10 && code <= 13) || code === 0x85 || code === 0x2028 || code === 0x2029;
const isGraph: CharacterTest = (code) => code > 32 && code < 127;

export function not(test: CharacterTest): CharacterTest {
  return (code) => !test(code);
}

/** The class of `\d`, `\W` and the like; undefined for a letter that names none. */
export function predefinedClass(letter: string, { unicodeClasses }: Flags): CharacterTest | undefined {
  switch (letter) {
    case 'd':
      return unicodeClasses ? byExpression('\\p{Nd}') : isDigit;
    case 'w':
      return unicodeClasses ? byExpression('[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]') : isWord;
    case 's':
      return unicodeClasses ? byExpression('\\p{White_Space}') : isSpace;
    case 'h':
      return isHorizontal;
    case 'v':
      return isVertical;
    case 'D':
    case 'W':
    case 'S':
    case 'H':
    case 'V': {
      const positive = predefinedClass(letter.toLowerCase(), { ...NO_FLAGS, unicodeClasses });
      return positive === undefined ? undefined : not(positive);
    }
    default:
      return undefined;
  }
}

const POSIX: ReadonlyMap<string, CharacterTest> = new Map<string, CharacterTest>([
  ['Lower', isLower],
  ['Upper', isUpper],
  ['ASCII', (code) => code < 128],
  ['Alpha', (code) => isLower(code) || isUpper(code)],
  ['Digit', isDigit],
  ['Alnum', (code) => isLower(code) || isUpper(code) || isDigit(code)],
  ['Punct', (code) => isGraph(code) && !isDigit(code) && !isLower(code) && !isUpper(code)],
  ['Graph', isGraph],
  ['Print', (code) => isGraph(code) || code === 32],
  ['Blank', (code) => code === 32 || code === 9],
  ['Cntrl', (code) => code < 32 || code === 127],
  ['XDigit', (code) => isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102)],
  ['Space', isSpace],
  ['L1', (code) => code < 256],
  ['all', () => true],
  ['javaLowerCase', byExpression('\\p{Lowercase}')],
  ['javaUpperCase', byExpression('\\p{Uppercase}')],
  ['javaAlphabetic', byExpression('\\p{Alphabetic}')],
  ['javaDigit', byExpression('\\p{Nd}')],
  ['javaLetter', byExpression('\\p{L}')],
  ['javaLetterOrDigit', byExpression('[\\p{L}\\p{Nd}]')],
  [
    'javaWhitespace',
    byExpression('[\\t-\\r\\u001c-\\u001f \\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]'),
  ],
  ['javaSpaceChar', byExpression('\\p{Z}')],
]);

/** Java's names that Unicode spells otherwise. */
const BINARY: ReadonlyMap<string, string> = new Map([
  ['ALPHABETIC', 'Alphabetic'],
  ['IDEOGRAPHIC', 'Ideographic'],
  ['LETTER', 'L'],
  ['LOWERCASE', 'Lowercase'],
  ['UPPERCASE', 'Uppercase'],
  ['TITLECASE', 'Lt'],
  ['PUNCTUATION', 'P'],
  ['CONTROL', 'Cc'],
  ['WHITE_SPACE', 'White_Space'],
  ['WHITESPACE', 'White_Space'],
  ['DIGIT', 'Nd'],
  ['ASSIGNED', 'Assigned'],
  ['HEX_DIGIT', 'Hex_Digit'],
  ['HEXDIGIT', 'Hex_Digit'],
  ['JOIN_CONTROL', 'Join_Control'],
  ['JOINCONTROL', 'Join_Control'],
  ['EMOJI', 'Emoji'],
]);

/** Blocks that have the range of characters that a script's name suggests. */
const BLOCKS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['BASICLATIN', [0x0, 0x7f]],
  ['LATIN1SUPPLEMENT', [0x80, 0xff]],
  ['LATINEXTENDEDA', [0x100, 0x17f]],
  ['LATINEXTENDEDB', [0x180, 0x24f]],
  ['GREEK', [0x370, 0x3ff]],
  ['GREEKANDCOPTIC', [0x370, 0x3ff]],
  ['CYRILLIC', [0x400, 0x4ff]],
  ['HEBREW', [0x590, 0x5ff]],
  ['ARABIC', [0x600, 0x6ff]],
  ['THAI', [0xe00, 0xe7f]],
  ['HIRAGANA', [0x3040, 0x309f]],
  ['KATAKANA', [0x30a0, 0x30ff]],
  ['CJKUNIFIEDIDEOGRAPHS', [0x4e00, 0x9fff]],
  ['HANGULSYLLABLES', [0xac00, 0xd7af]],
]);

/** The class of `\p{name}`; undefined for a name that Java doesn't know. */
export function propertyClass(name: string): CharacterTest | undefined {
  const posix = POSIX.get(name);
  if (posix !== undefined) return posix;
  const pair = /^(\w+)=(.+)$/.exec(name);
  if (pair) return namedProperty((pair[1] ?? '').toLowerCase(), pair[2] ?? '');
  if (name.startsWith('In')) return block(name.slice(2));
  if (!name.startsWith('Is')) return unicodeClass(`\\p{gc=${name}}`);
  const rest = name.slice(2);
  const binary = BINARY.get(rest.toUpperCase());
  return unicodeClass(`\\p{${binary ?? `gc=${rest}`}}`) ?? unicodeClass(`\\p{sc=${titleCase(rest)}}`);
}

function namedProperty(property: string, value: string): CharacterTest | undefined {
  if (property === 'sc' || property === 'script') return unicodeClass(`\\p{sc=${titleCase(value)}}`);
  if (property === 'gc' || property === 'general_category') return unicodeClass(`\\p{gc=${value}}`);
  return property === 'blk' || property === 'block' ? block(value) : undefined;
}

function titleCase(name: string): string {
  return name.toLowerCase().replace(/(^|_)[a-z]/g, (letter) => letter.toUpperCase());
}

function block(name: string): CharacterTest | undefined {
  const range = BLOCKS.get(name.toUpperCase().replace(/[ _-]/g, ''));
  return range === undefined ? undefined : (code) => code >= range[0] && code <= range[1];
}

function unicodeClass(expression: string): CharacterTest | undefined {
  try {
    return byExpression(expression);
  } catch {
    return undefined;
  }
}

/** The same class without regard to case: of ASCII letters, or of all with the flag `u`. */
export function ignoringCase(test: CharacterTest, { unicodeCase, unicodeClasses }: Flags): CharacterTest {
  if (unicodeCase || unicodeClasses) {
    return (code) => {
      const text = String.fromCodePoint(code);
      return test(code) || test(single(text.toLowerCase(), code)) || test(single(text.toUpperCase(), code));
    };
  }
  return (code) => test(code) || ((isLower(code) || isUpper(code)) && test(code ^ 32));
}

function single(text: string, otherwise: number): number {
  const code = text.codePointAt(0) ?? otherwise;
  return text.length === (code > 0xffff ? 2 : 1) ? code : otherwise;
}

/** The class of `.`. */
export function anyCharacter({ dotAll, unixLines }: Flags): CharacterTest {
  if (dotAll) return () => true;
  if (unixLines) return (code) => code !== 10;
  return (code) => code !== 10 && code !== 13 && code !== 0x85 && code !== 0x2028 && code !== 0x2029;
}
