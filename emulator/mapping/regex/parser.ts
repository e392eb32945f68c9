import { inputEnd, inputEndBeforeTerminator, inputStart, lineEnd, lineStart, wordBoundary } from './assertions.ts';
import { anyCharacter, type Flags, ignoringCase, NO_FLAGS, not, predefinedClass, propertyClass } from './characters.ts';
import { JavaPatternError } from './errors.ts';
import type { CharacterTest, PatternNode } from './nodes.ts';
import { widthOf } from './width.ts';

/** Groups and classes inside each other. */
const MAX_DEPTH = 200;
const MAX_REPEAT = 2147483647;

const FLAG_NAMES: ReadonlyMap<string, keyof Flags> = new Map([
  ['i', 'ignoreCase'],
  ['m', 'multiline'],
  ['s', 'dotAll'],
  ['x', 'comments'],
  ['d', 'unixLines'],
  ['u', 'unicodeCase'],
  ['U', 'unicodeClasses'],
]);

const SIMPLE_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['t', 9],
  ['n', 10],
  ['r', 13],
  ['f', 12],
  ['a', 7],
  ['e', 27],
]);

/** Reads a pattern as java.util.regex.Pattern does. */
export class PatternParser {
  groupCount = 0;
  readonly groupNames: Map<string, number> = new Map();
  readonly #pattern: string;
  #position = 0;
  #flags: Flags = NO_FLAGS;
  #depth = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  parse(): PatternNode {
    const node = this.#alternation();
    if (this.#position < this.#pattern.length) throw this.#refuse("Unmatched closing ')'");
    return node;
  }

  #refuse(reason: string): JavaPatternError {
    return new JavaPatternError(reason, this.#pattern, this.#position);
  }

  /** The next character, read over blanks and comments with the flag `x`. */
  #peek(): string | undefined {
    if (this.#flags.comments) {
      for (;;) {
        const character = this.#pattern[this.#position];
        if (character === '#') {
          while (this.#position < this.#pattern.length && !/[\n\r]/.test(this.#pattern[this.#position] ?? ''))
            this.#position++;
        } else if (character !== undefined && /[ \t-\r]/.test(character)) {
          this.#position++;
        } else {
          break;
        }
      }
    }
    return this.#pattern[this.#position];
  }

  #accept(text: string): boolean {
    this.#peek();
    if (!this.#pattern.startsWith(text, this.#position)) return false;
    this.#position += text.length;
    return true;
  }

  #alternation(): PatternNode {
    if (++this.#depth > MAX_DEPTH) throw this.#refuse('Groups are too deep inside each other');
    const nodes = [this.#sequence()];
    while (this.#accept('|')) nodes.push(this.#sequence());
    this.#depth--;
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'alternation', nodes };
  }

  #sequence(): PatternNode {
    const nodes: PatternNode[] = [];
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')'; next = this.#peek()) {
      if (next === '*' || next === '+' || next === '?') throw this.#refuse(`Dangling meta character '${next}'`);
      if (this.#accept('\\Q')) {
        this.#quotation(nodes);
        continue;
      }
      const atom = this.#atom(next);
      if (atom !== undefined) nodes.push(this.#quantified(atom));
    }
    return { kind: 'sequence', nodes };
  }

  #quotation(nodes: PatternNode[]): void {
    const end = this.#pattern.indexOf('\\E', this.#position);
    const quoted = this.#pattern.slice(this.#position, end === -1 ? undefined : end);
    this.#position = end === -1 ? this.#pattern.length : end + 2;
    for (const character of quoted) nodes.push(this.#literal(character.codePointAt(0) ?? 0));
    const last = nodes.pop();
    if (last !== undefined) nodes.push(quoted === '' ? last : this.#quantified(last));
  }

  #literal(code: number): PatternNode {
    return this.#character((other) => other === code);
  }

  #character(test: CharacterTest): PatternNode {
    return { kind: 'character', test: this.#flags.ignoreCase ? ignoringCase(test, this.#flags) : test };
  }

  /** Undefined for what is no atom, as `(?i)`. */
  #atom(next: string): PatternNode | undefined {
    switch (next) {
      case '(':
        this.#position++;
        return this.#group();
      case '[':
        this.#position++;
        return this.#character(this.#class());
      case '.':
        this.#position++;
        return { kind: 'character', test: anyCharacter(this.#flags) };
      case '^':
        this.#position++;
        return lineStart(this.#flags);
      case '$':
        this.#position++;
        return lineEnd(this.#flags);
      case '\\':
        this.#position++;
        return this.#escape();
      case '{':
        return { kind: 'empty' };
    }
    const code = this.#pattern.codePointAt(this.#position) ?? 0;
    this.#position += code > 0xffff ? 2 : 1;
    return this.#literal(code);
  }

  #quantified(atom: PatternNode): PatternNode {
    const bounds = this.#bounds();
    if (bounds === undefined) return atom;
    const mode = this.#accept('?') ? 'lazy' : this.#accept('+') ? 'possessive' : 'greedy';
    return { kind: 'repeat', node: atom, min: bounds[0], max: bounds[1], mode };
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#accept('*')) return [0, MAX_REPEAT];
    if (this.#accept('+')) return [1, MAX_REPEAT];
    if (this.#accept('?')) return [0, 1];
    if (this.#peek() !== '{') return undefined;
    const match = /\{(\d+)(?:(,)(\d*))?\}/y;
    match.lastIndex = this.#position;
    const found = match.exec(this.#pattern);
    if (!found)
      throw this.#refuse(
        /\{\d/.test(this.#pattern.slice(this.#position)) ? 'Unclosed counted closure' : 'Illegal repetition',
      );
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === '' ? MAX_REPEAT : Number(found[3]);
    if (max < min || max > MAX_REPEAT) throw this.#refuse('Illegal repetition range');
    this.#position = match.lastIndex;
    return [min, max];
  }

  #group(): PatternNode | undefined {
    const flags = this.#flags;
    let node: PatternNode | undefined;
    if (this.#pattern[this.#position] !== '?') {
      node = this.#capture();
    } else {
      this.#position++;
      node = this.#special();
      if (node === undefined) return undefined;
    }
    if (!this.#accept(')')) throw this.#refuse('Unclosed group');
    this.#flags = flags;
    return node;
  }

  #capture(): PatternNode {
    const index = ++this.groupCount;
    return { kind: 'group', index, node: this.#alternation() };
  }

  /** What follows `(?`; undefined for flags that hold from here on. */
  #special(): PatternNode | undefined {
    if (this.#take(':')) return this.#alternation();
    if (this.#take('>')) return { kind: 'atomic', node: this.#alternation() };
    if (this.#take('=')) return this.#look(false, false);
    if (this.#take('!')) return this.#look(false, true);
    if (this.#take('<=')) return this.#look(true, false);
    if (this.#take('<!')) return this.#look(true, true);
    if (this.#take('<')) return this.#namedGroup();
    return this.#flagGroup();
  }

  /** Accepts a text that blanks can't stand before. */
  #take(text: string): boolean {
    if (!this.#pattern.startsWith(text, this.#position)) return false;
    this.#position += text.length;
    return true;
  }

  #look(behind: boolean, negative: boolean): PatternNode {
    const node = this.#alternation();
    const width = behind ? widthOf(node) : 0;
    if (!Number.isFinite(width)) throw this.#refuse('Look-behind group does not have an obvious maximum length');
    return { kind: 'look', behind, negative, node, width };
  }

  #namedGroup(): PatternNode {
    const name = this.#name();
    if (this.groupNames.has(name)) throw this.#refuse(`Named capturing group <${name}> is already defined`);
    this.groupNames.set(name, this.groupCount + 1);
    return this.#capture();
  }

  #name(): string {
    const pattern = /([a-zA-Z][a-zA-Z0-9]*)>/y;
    pattern.lastIndex = this.#position;
    const name = pattern.exec(this.#pattern)?.[1];
    if (name === undefined) throw this.#refuse('named capturing group is missing a name and a trailing >');
    this.#position = pattern.lastIndex;
    return name;
  }

  #flagGroup(): PatternNode | undefined {
    let on = true;
    let flags = this.#flags;
    for (;;) {
      const character = this.#pattern[this.#position++];
      if (character === ')') {
        this.#flags = flags;
        return undefined;
      }
      if (character === ':') {
        this.#flags = flags;
        return this.#alternation();
      }
      const flag = FLAG_NAMES.get(character ?? '');
      if (character === '-' && on) on = false;
      else if (flag !== undefined) flags = { ...flags, [flag]: on };
      else throw this.#refuse(character === undefined ? 'Unknown inline modifier' : 'Unknown group type');
    }
  }

  #escape(): PatternNode {
    const letter = this.#pattern[this.#position];
    if (letter === undefined) throw this.#refuse('Unexpected internal error: nothing follows the last backslash,');
    const predefined = this.#classEscape(letter);
    if (predefined !== undefined) return this.#character(predefined);
    this.#position++;
    switch (letter) {
      case 'A':
        return inputStart();
      case 'z':
        return inputEnd();
      case 'Z':
        return inputEndBeforeTerminator(this.#flags.unixLines);
      case 'G':
        return inputStart();
      case 'b':
      case 'B':
        return wordBoundary(letter === 'B');
      case 'R':
        return lineBreak();
      case 'X':
        return grapheme();
      case 'k':
        return this.#namedReference();
    }
    if (letter >= '1' && letter <= '9') return this.#reference(Number(letter));
    this.#position--;
    return this.#literal(this.#escapedCharacter());
  }

  #namedReference(): PatternNode {
    if (!this.#take('<')) throw this.#refuse("\\k is not followed by '<' for named capturing group");
    const name = this.#name();
    const index = this.groupNames.get(name);
    if (index === undefined) throw this.#refuse(`named capturing group <${name}> does not exist`);
    return this.#backreference(index);
  }

  /** More digits belong to it as long as there are that many groups. */
  #reference(first: number): PatternNode {
    let index = first;
    for (;;) {
      const digit = this.#pattern[this.#position];
      if (digit === undefined || digit < '0' || digit > '9') break;
      const longer = index * 10 + Number(digit);
      if (longer > this.groupCount) break;
      index = longer;
      this.#position++;
    }
    return index > this.groupCount ? { kind: 'never' } : this.#backreference(index);
  }

  #backreference(index: number): PatternNode {
    return { kind: 'backreference', index, ignoreCase: this.#flags.ignoreCase, unicode: this.#flags.unicodeCase };
  }

  /** `\d`, `\p{…}` and the like; undefined when the escape stands for one character or no class. */
  #classEscape(letter: string): CharacterTest | undefined {
    const predefined = predefinedClass(letter, this.#flags);
    if (predefined !== undefined) {
      this.#position++;
      return predefined;
    }
    if (letter !== 'p' && letter !== 'P') return undefined;
    const pattern = /[pP](?:\{([^}]*)\}|(.))/suy;
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#pattern);
    const test = found === null ? undefined : propertyClass(found[1] ?? found[2] ?? '');
    if (test === undefined) throw this.#refuse(`Unknown character property name {${found?.[1] ?? found?.[2] ?? ''}}`);
    this.#position = pattern.lastIndex;
    return letter === 'P' ? not(test) : test;
  }

  /** The code point that the escape at the position stands for. */
  #escapedCharacter(): number {
    const letter = String.fromCodePoint(this.#pattern.codePointAt(this.#position) ?? 0);
    this.#position += letter.length;
    const simple = SIMPLE_ESCAPES.get(letter);
    if (simple !== undefined) return simple;
    switch (letter) {
      case '0':
        return this.#number(/[0-3][0-7]{2}|[0-7]{1,2}/y, 8, 'Illegal octal escape sequence');
      case 'x':
        return this.#number(/[0-9a-fA-F]{2}|\{[0-9a-fA-F]{1,6}\}/y, 16, 'Illegal hexadecimal escape sequence');
      case 'u':
        return this.#unicodeEscape();
      case 'c': {
        const control = this.#pattern.charCodeAt(this.#position++);
        if (Number.isNaN(control)) throw this.#refuse('Illegal control escape sequence');
        return control ^ 64;
      }
    }
    if (/[a-zA-Z]/.test(letter)) throw this.#refuse('Illegal/unsupported escape sequence');
    return letter.codePointAt(0) ?? 0;
  }

  #number(pattern: RegExp, radix: number, refusal: string): number {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#pattern)?.[0];
    const code = Number.parseInt(found?.replace(/[{}]/g, '') ?? '', radix);
    if (found === undefined || code > 0x10ffff) throw this.#refuse(refusal);
    this.#position = pattern.lastIndex;
    return code;
  }

  #unicodeEscape(): number {
    const high = this.#number(/[0-9a-fA-F]{4}/y, 16, 'Illegal Unicode escape sequence');
    const low = /\\u([dD][c-fC-F][0-9a-fA-F]{2})/y;
    low.lastIndex = this.#position;
    const found = high >= 0xd800 && high < 0xdc00 ? low.exec(this.#pattern) : null;
    if (!found) return high;
    this.#position = low.lastIndex;
    return 0x10000 + ((high - 0xd800) << 10) + (Number.parseInt(found[1] ?? '', 16) - 0xdc00);
  }

  /** What stands behind `[`, up to its `]`. */
  #class(): CharacterTest {
    if (++this.#depth > MAX_DEPTH) throw this.#refuse('Classes are too deep inside each other');
    const negative = this.#take('^');
    let union: CharacterTest | undefined;
    const intersected: CharacterTest[] = [];
    for (let first = true; ; first = false) {
      const next = this.#peek();
      if (next === undefined) throw this.#refuse('Unclosed character class');
      if (next === ']' && !(first && union === undefined)) {
        this.#position++;
        break;
      }
      if (this.#accept('&&')) {
        if (union !== undefined) intersected.push(union);
        union = undefined;
        while (this.#accept('&&'));
        if (this.#peek() === ']') {
          this.#position++;
          break;
        }
      }
      const part = this.#classPart();
      union = union === undefined ? part : either(union, part);
    }
    this.#depth--;
    if (union !== undefined) intersected.push(union);
    const all = intersected.length === 1 && intersected[0] !== undefined ? intersected[0] : every(intersected);
    const test = this.#flags.ignoreCase ? ignoringCase(all, this.#flags) : all;
    return negative ? not(test) : test;
  }

  #classPart(): CharacterTest {
    if (this.#accept('[')) return this.#class();
    if (this.#accept('\\Q')) return this.#quotedPart();
    const start = this.#classCharacter();
    if (typeof start !== 'number') return start;
    const dash = this.#position;
    if (this.#peek() === '-') {
      this.#position++;
      const end = this.#peek();
      if (end !== undefined && end !== ']' && end !== '[') {
        const last = this.#classCharacter();
        if (typeof last !== 'number' || last < start) throw this.#refuse('Illegal character range');
        return (code) => code >= start && code <= last;
      }
      this.#position = dash;
    }
    return (code) => code === start;
  }

  #quotedPart(): CharacterTest {
    const end = this.#pattern.indexOf('\\E', this.#position);
    if (end === -1) throw this.#refuse('Unclosed character class');
    const codes = new Set([...this.#pattern.slice(this.#position, end)].map((character) => character.codePointAt(0)));
    this.#position = end + 2;
    return (code) => codes.has(code);
  }

  #classCharacter(): number | CharacterTest {
    if (this.#take('\\')) {
      const letter = this.#pattern[this.#position];
      if (letter === undefined) throw this.#refuse('Unclosed character class');
      return this.#classEscape(letter) ?? this.#escapedCharacter();
    }
    const code = this.#pattern.codePointAt(this.#position) ?? 0;
    this.#position += code > 0xffff ? 2 : 1;
    return code;
  }
}

function either(left: CharacterTest, right: CharacterTest): CharacterTest {
  return (code) => left(code) || right(code);
}

function every(tests: readonly CharacterTest[]): CharacterTest {
  return (code) => tests.every((test) => test(code));
}

/** `\R`: the two characters of `\r\n` stay together. */
function lineBreak(): PatternNode {
  const one = predefinedClass('v', NO_FLAGS) ?? (() => false);
  const both: PatternNode = {
    kind: 'sequence',
    nodes: [
      { kind: 'character', test: (code) => code === 13 },
      { kind: 'character', test: (code) => code === 10 },
    ],
  };
  return { kind: 'alternation', nodes: [both, { kind: 'character', test: one }] };
}

/** `\X`: a character and the marks on it. */
function grapheme(): PatternNode {
  const mark = propertyClass('M') ?? (() => false);
  const marks: PatternNode = {
    kind: 'repeat',
    node: { kind: 'character', test: mark },
    min: 0,
    max: MAX_REPEAT,
    mode: 'greedy',
  };
  return { kind: 'atomic', node: { kind: 'sequence', nodes: [{ kind: 'character', test: () => true }, marks] } };
}
