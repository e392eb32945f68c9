import { compileJavaPattern, type JavaPattern } from '../../java-regex.ts';
import { checkLength } from '../budget.ts';
import { toText } from '../text.ts';
import { JavaArray, JavaCharacter, type Value } from '../values.ts';
import { formatText } from './format.ts';
import { JavaException, type MethodTable, methodsOn } from './overload.ts';

const on = methodsOn<string>();

/** The methods of java.lang.String that can be called from a template. */
export const TEXT_METHODS: MethodTable<string> = new Map([
  ['length', [on([], (text) => text.length)]],
  ['isEmpty', [on([], (text) => text === '')]],
  ['isBlank', [on([], (text) => strip(text) === '')]],
  ['charAt', [on(['int'], (text, at) => new JavaCharacter(characterAt(text, at)))]],
  ['codePointAt', [on(['int'], (text, at) => (characterAt(text, at), text.codePointAt(at) ?? 0))]],
  ['substring', [on(['int'], (text, from) => substring(text, from, text.length)), on(['int', 'int'], substring)]],
  ['subSequence', [on(['int', 'int'], substring)]],
  [
    'indexOf',
    [
      on(['String'], (text, part) => text.indexOf(part)),
      on(['int'], (text, code) => text.indexOf(String.fromCodePoint(code & 0x1fffff))),
      on(['String', 'int'], (text, part, from) => text.indexOf(part, from)),
      on(['int', 'int'], (text, code, from) => text.indexOf(String.fromCodePoint(code & 0x1fffff), from)),
    ],
  ],
  [
    'lastIndexOf',
    [
      on(['String'], (text, part) => text.lastIndexOf(part)),
      on(['int'], (text, code) => text.lastIndexOf(String.fromCodePoint(code & 0x1fffff))),
      on(['String', 'int'], (text, part, from) => (from < 0 ? -1 : text.lastIndexOf(part, from))),
    ],
  ],
  ['contains', [on(['String'], (text, part) => text.includes(part))]],
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
  ['replaceAll', [on(['String', 'String'], (text, pattern, by) => replace(text, pattern, by, true))]],
  ['replaceFirst', [on(['String', 'String'], (text, pattern, by) => replace(text, pattern, by, false))]],
  ['matches', [on(['String'], (text, pattern) => patternOf(pattern).matches(text))]],
  [
    'split',
    [
      on(['String'], (text, pattern) => split(text, pattern, 0)),
      on(['String', 'int'], (text, pattern, limit) => split(text, pattern, limit)),
    ],
  ],
  ['trim', [on([], (text) => trim(text))]],
  ['strip', [on([], (text) => strip(text))]],
  ['stripLeading', [on([], (text) => text.replace(LEADING_SPACE, ''))]],
  ['stripTrailing', [on([], (text) => text.replace(TRAILING_SPACE, ''))]],
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

const LEADING_SPACE = /^[\s\u001c-\u001f]+/u;
const TRAILING_SPACE = /[\s\u001c-\u001f]+$/u;

function strip(text: string): string {
  return text.replace(LEADING_SPACE, '').replace(TRAILING_SPACE, '');
}

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
  return text.replaceAll(part, () => by);
}

const patterns = new Map<string, JavaPattern>();
const MAX_PATTERNS = 500;

/** @throws JavaPatternError */
function patternOf(source: string): JavaPattern {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    pattern = compileJavaPattern(source);
    if (patterns.size >= MAX_PATTERNS) patterns.clear();
    patterns.set(source, pattern);
  }
  return pattern;
}

function replace(text: string, source: string, by: string, all: boolean): string {
  const pattern = patternOf(source);
  let result = '';
  let at = 0;
  for (let from = 0; from <= text.length; ) {
    const match = pattern.find(text, from);
    if (match === undefined) break;
    result += text.slice(at, match.start) + expand(by, match.groups, pattern);
    checkLength(result.length);
    at = match.end;
    from = match.end === match.start ? match.end + 1 : match.end;
    if (!all) break;
  }
  return checked(result + text.slice(at));
}

/** Fills `$1` and `${name}` of a replacement; a backslash takes the next character as it is. */
function expand(by: string, groups: readonly (string | undefined)[], { groupNames }: JavaPattern): string {
  let text = '';
  for (let i = 0; i < by.length; i++) {
    const character = by[i];
    if (character === '\\') {
      const next = by[++i];
      if (next === undefined) throw new JavaException('IllegalArgumentException', 'character to be escaped is missing');
      text += next;
    } else if (character === '$') {
      const reference = /\$(?:(\d)|\{([a-zA-Z][a-zA-Z0-9]*)\})/y;
      reference.lastIndex = i;
      const found = reference.exec(by);
      if (!found) throw new JavaException('IllegalArgumentException', 'Illegal group reference');
      i = reference.lastIndex - 1;
      let group = found[2] === undefined ? Number(found[1]) : groupNames.get(found[2]);
      while (found[1] !== undefined && group !== undefined && /\d/.test(by[i + 1] ?? '')) {
        const longer = group * 10 + Number(by[i + 1]);
        if (longer >= groups.length) break;
        group = longer;
        i++;
      }
      if (group === undefined || group >= groups.length) {
        throw new JavaException('IndexOutOfBoundsException', `No group ${found[1] ?? found[2]}`);
      }
      text += groups[group] ?? '';
    } else {
      text += character;
    }
  }
  return text;
}

/** With limit 0 empty texts at the end are left out; a match of nothing at the start splits nothing off. */
function split(text: string, source: string, limit: number): JavaArray {
  const pattern = patternOf(source);
  const parts: string[] = [];
  let at = 0;
  for (let from = 0; from <= text.length && (limit <= 0 || parts.length < limit - 1); ) {
    const match = pattern.find(text, from);
    if (match === undefined) break;
    from = match.end === match.start ? match.end + 1 : match.end;
    if (match.end === 0 || (match.end === match.start && match.start >= text.length)) continue;
    parts.push(text.slice(at, match.start));
    checkLength(parts.length);
    at = match.end;
  }
  if (at === 0 && parts.length === 0) return new JavaArray([text], '[Ljava.lang.String;');
  parts.push(text.slice(at));
  if (limit === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  return new JavaArray(parts, '[Ljava.lang.String;');
}
