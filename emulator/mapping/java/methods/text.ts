import { checkLength } from '../budget.ts';
import { toText } from '../text.ts';
import { indexOfText, lastIndexOfText, replaceText } from '../text-search.ts';
import { JavaArray, JavaCharacter, type Value } from '../values.ts';
import { formatText } from './format.ts';
import { JavaException, type MethodTable, methodsOn } from './overload.ts';
import { matchesPattern, replacePattern, split } from './text-pattern.ts';
import { strip } from './whitespace.ts';

const on = methodsOn<string>();

/** The methods of java.lang.String that can be called from a template. */
export const TEXT_METHODS: MethodTable<string> = new Map([
  ['length', [on([], (text) => text.length)]],
  ['isEmpty', [on([], (text) => text === '')]],
  ['isBlank', [on([], (text) => strip(text, true, true) === '')]],
  ['charAt', [on(['int'], (text, at) => new JavaCharacter(characterAt(text, at)))]],
  ['codePointAt', [on(['int'], codePointAt)]],
  ['substring', [on(['int'], (text, from) => substring(text, from, text.length)), on(['int', 'int'], substring)]],
  ['subSequence', [on(['int', 'int'], substring)]],
  [
    'indexOf',
    [
      on(['String'], (text, part) => indexOfText(text, part)),
      on(['int'], (text, code) => indexOfCode(text, code, 0)),
      on(['String', 'int'], (text, part, from) => indexOfText(text, part, from)),
      on(['int', 'int'], indexOfCode),
    ],
  ],
  [
    'lastIndexOf',
    [
      on(['String'], (text, part) => lastIndexOfText(text, part)),
      on(['int'], (text, code) => (isCodePoint(code) ? text.lastIndexOf(String.fromCodePoint(code)) : -1)),
      on(['String', 'int'], (text, part, from) => (from < 0 ? -1 : lastIndexOfText(text, part, from))),
    ],
  ],
  ['contains', [on(['String'], (text, part) => indexOfText(text, part) !== -1)]],
  ['contentEquals', [on(['String'], (text, other) => text === other)]],
  [
    'startsWith',
    [
      on(['String'], (text, part) => text.startsWith(part)),
      on(['String', 'int'], (text, part, at) => at >= 0 && at <= text.length && text.startsWith(part, at)),
    ],
  ],
  ['endsWith', [on(['String'], (text, part) => text.endsWith(part))]],
  [
    'equalsIgnoreCase',
    [on(['Object'], (text, other) => typeof other === 'string' && foldCase(text) === foldCase(other))],
  ],
  ['compareTo', [on(['String'], compare)]],
  ['compareToIgnoreCase', [on(['String'], (text, other) => compare(foldCase(text), foldCase(other)))]],
  ['concat', [on(['String'], (text, more) => checked(text + more))]],
  [
    'replace',
    [
      on(['String', 'String'], (text, part, by) => replaceAllText(text, part, by)),
      on(['char', 'char'], (text, part, by) => text.replaceAll(part, () => by)),
    ],
  ],
  ['replaceAll', [on(['String', 'String'], (text, pattern, by) => replacePattern(text, pattern, by, true))]],
  ['replaceFirst', [on(['String', 'String'], (text, pattern, by) => replacePattern(text, pattern, by, false))]],
  ['matches', [on(['String'], matchesPattern)]],
  [
    'split',
    [
      on(['String'], (text, pattern) => split(text, pattern, 0)),
      on(['String', 'int'], (text, pattern, limit) => split(text, pattern, limit)),
    ],
  ],
  ['trim', [on([], (text) => trim(text))]],
  ['strip', [on([], (text) => strip(text, true, true))]],
  ['stripLeading', [on([], (text) => strip(text, true, false))]],
  ['stripTrailing', [on([], (text) => strip(text, false, true))]],
  ['toLowerCase', [on([], (text) => text.toLowerCase())]],
  ['toUpperCase', [on([], (text) => checked(text.toUpperCase()))]],
  ['intern', [on([], (text) => text)]],
  ['repeat', [on(['int'], repeat)]],
  [
    'getBytes',
    [
      on(
        [],
        (text) =>
          new JavaArray(
            [...Buffer.from(text)].map((byte) => (byte << 24) >> 24),
            '[B',
          ),
      ),
    ],
  ],
  ['toCharArray', [on([], (text) => new JavaArray(charactersOf(text), '[C'))]],
  ['valueOf', [on(['Object'], (_, value) => (value === null ? 'null' : toText(value)))]],
  ['format', [on(['String', 'Object...'], (_, pattern, values) => formatText(pattern, values))]],
  ['formatted', [on(['Object...'], (text, values) => formatText(text, values))]],
  [
    'join',
    [
      on(['String', 'Collection'], (_, separator, items) => join(separator, items)),
      on(['String', 'Object...'], (_, separator, items) => join(separator, items)),
    ],
  ],
]);

/** All characters up to the blank count as white space. */
function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}

function charactersOf(text: string): Value[] {
  return Array.from({ length: text.length }, (_, index) => new JavaCharacter(text[index] ?? ''));
}

function checked(text: string): string {
  checkLength(text.length);
  return text;
}

function outOfBounds(message: string): JavaException {
  return new JavaException('StringIndexOutOfBoundsException', message);
}

function characterAt(text: string, at: number): string {
  const character = text[at];
  if (character === undefined) throw outOfBounds(`index ${at}, length ${text.length}`);
  return character;
}

function codePointAt(text: string, at: number): number {
  characterAt(text, at);
  return text.codePointAt(at) ?? 0;
}

function isCodePoint(code: number): boolean {
  return code >= 0 && code <= 0x10ffff;
}

/** A number that is no character stands nowhere. */
function indexOfCode(text: string, code: number, from: number): number {
  return isCodePoint(code) ? text.indexOf(String.fromCodePoint(code), from) : -1;
}

function substring(text: string, from: number, to: number): string {
  if (from < 0 || to > text.length || from > to) throw outOfBounds(`begin ${from}, end ${to}, length ${text.length}`);
  return text.slice(from, to);
}

function foldCase(text: string): string {
  return text.toUpperCase().toLowerCase();
}

/** The difference of the first characters that differ, or of the lengths. */
function compare(text: string, other: string): number {
  const length = Math.min(text.length, other.length);
  for (let i = 0; i < length; i++) {
    const difference = text.charCodeAt(i) - other.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return text.length - other.length;
}

function repeat(text: string, times: number): string {
  if (times < 0) throw new JavaException('IllegalArgumentException', `count is negative: ${times}`);
  checkLength(text.length * times);
  return text.repeat(times);
}

function join(separator: string, items: readonly Value[]): string {
  let text = '';
  for (const [index, item] of items.entries()) {
    text += (index === 0 ? '' : separator) + toText(item);
    checkLength(text.length);
  }
  return text;
}

function replaceAllText(text: string, part: string, by: string): string {
  checkLength(
    part === '' ? (text.length + 1) * (by.length + 1) : text.length + Math.ceil(text.length / part.length) * by.length,
  );
  return replaceText(text, part, by);
}
