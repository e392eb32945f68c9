import { type Flags, ignoringCase, NO_FLAGS, not, predefinedClass, propertyClass } from './characters.ts';
import { JavaPatternError } from './errors.ts';
import type { CharacterTest } from './nodes.ts';

/** Groups and classes inside each other. */
export const MAX_DEPTH = 200;

const SIMPLE_ESCAPES: ReadonlyMap<string, number> = new Map([
  ['t', 9],
  ['n', 10],
  ['r', 13],
  ['f', 12],
  ['a', 7],
  ['e', 27],
]);

/** Reads the parts of a pattern that stand for one character: escapes and classes. */
export abstract class ClassParser {
  protected readonly pattern: string;
  protected position = 0;
  protected flags: Flags = NO_FLAGS;
  protected depth = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  protected refuse(reason: string): JavaPatternError {
    return new JavaPatternError(reason, this.pattern, this.position);
  }

  /** The next character, read over blanks and comments with the flag `x`. */
  protected peek(): string | undefined {
    if (this.flags.comments) {
      for (;;) {
        const character = this.pattern[this.position];
        if (character === '#') {
          while (this.position < this.pattern.length && !/[\n\r]/.test(this.pattern[this.position] ?? ''))
            this.position++;
        } else if (character !== undefined && /[ \t-\r]/.test(character)) {
          this.position++;
        } else {
          break;
        }
      }
    }
    return this.pattern[this.position];
  }

  protected accept(text: string): boolean {
    this.peek();
    if (!this.pattern.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** Accepts a text that blanks can't stand before. */
  protected take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  protected name(): string {
    const pattern = /([a-zA-Z][a-zA-Z0-9]*)>/y;
    pattern.lastIndex = this.position;
    const name = pattern.exec(this.pattern)?.[1];
    if (name === undefined) throw this.refuse('named capturing group is missing a name and a trailing >');
    this.position = pattern.lastIndex;
    return name;
  }

  /** `\d`, `\p{…}` and the like; undefined when the escape stands for one character or no class. */
  protected classEscape(letter: string): CharacterTest | undefined {
    const predefined = predefinedClass(letter, this.flags);
    if (predefined !== undefined) {
      this.position++;
      return predefined;
    }
    if (letter !== 'p' && letter !== 'P') return undefined;
    const pattern = /[pP](?:\{([^}]*)\}|(.))/suy;
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.pattern);
    const test = found === null ? undefined : propertyClass(found[1] ?? found[2] ?? '');
    if (test === undefined) throw this.refuse(`Unknown character property name {${found?.[1] ?? found?.[2] ?? ''}}`);
    this.position = pattern.lastIndex;
    return letter === 'P' ? not(test) : test;
  }

  /** The code point that the escape at the position stands for. */
  protected escapedCharacter(): number {
    const letter = String.fromCodePoint(this.pattern.codePointAt(this.position) ?? 0);
    this.position += letter.length;
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
        const control = this.pattern.charCodeAt(this.position++);
        if (Number.isNaN(control)) throw this.refuse('Illegal control escape sequence');
        return control ^ 64;
      }
    }
    if (/[a-zA-Z]/.test(letter)) throw this.refuse('Illegal/unsupported escape sequence');
    return letter.codePointAt(0) ?? 0;
  }

  #number(pattern: RegExp, radix: number, refusal: string): number {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.pattern)?.[0];
    const code = Number.parseInt(found?.replace(/[{}]/g, '') ?? '', radix);
    if (found === undefined || code > 0x10ffff) throw this.refuse(refusal);
    this.position = pattern.lastIndex;
    return code;
  }

  #unicodeEscape(): number {
    const high = this.#number(/[0-9a-fA-F]{4}/y, 16, 'Illegal Unicode escape sequence');
    const low = /\\u([dD][c-fC-F][0-9a-fA-F]{2})/y;
    low.lastIndex = this.position;
    const found = high >= 0xd800 && high < 0xdc00 ? low.exec(this.pattern) : null;
    if (!found) return high;
    this.position = low.lastIndex;
    return 0x10000 + ((high - 0xd800) << 10) + (Number.parseInt(found[1] ?? '', 16) - 0xdc00);
  }

  /** What stands behind `[`, up to its `]`. */
  protected characterClass(): CharacterTest {
    if (++this.depth > MAX_DEPTH) throw this.refuse('Classes are too deep inside each other');
    const negative = this.take('^');
    let union: CharacterTest | undefined;
    const intersected: CharacterTest[] = [];
    for (let first = true; ; first = false) {
      const next = this.peek();
      if (next === undefined) throw this.refuse('Unclosed character class');
      if (next === ']' && !(first && union === undefined)) {
        this.position++;
        break;
      }
      if (this.accept('&&')) {
        if (union !== undefined) intersected.push(union);
        union = undefined;
        while (this.accept('&&'));
        if (this.peek() === ']') {
          this.position++;
          break;
        }
      }
      const part = this.#classPart();
      union = union === undefined ? part : either(union, part);
    }
    this.depth--;
    if (union !== undefined) intersected.push(union);
    const all = intersected.length === 1 && intersected[0] !== undefined ? intersected[0] : every(intersected);
    const test = this.flags.ignoreCase ? ignoringCase(all, this.flags) : all;
    return negative ? not(test) : test;
  }

  #classPart(): CharacterTest {
    if (this.accept('[')) return this.characterClass();
    if (this.accept('\\Q')) return this.#quotedPart();
    const start = this.#classCharacter();
    if (typeof start !== 'number') return start;
    const dash = this.position;
    if (this.peek() === '-') {
      this.position++;
      const end = this.peek();
      if (end !== undefined && end !== ']' && end !== '[') {
        const last = this.#classCharacter();
        if (typeof last !== 'number' || last < start) throw this.refuse('Illegal character range');
        return (code) => code >= start && code <= last;
      }
      this.position = dash;
    }
    return (code) => code === start;
  }

  #quotedPart(): CharacterTest {
    const end = this.pattern.indexOf('\\E', this.position);
    if (end === -1) throw this.refuse('Unclosed character class');
    const codes = new Set([...this.pattern.slice(this.position, end)].map((character) => character.codePointAt(0)));
    this.position = end + 2;
    return (code) => codes.has(code);
  }

  #classCharacter(): number | CharacterTest {
    if (this.take('\\')) {
      const letter = this.pattern[this.position];
      if (letter === undefined) throw this.refuse('Unclosed character class');
      return this.classEscape(letter) ?? this.escapedCharacter();
    }
    const code = this.pattern.codePointAt(this.position) ?? 0;
    this.position += code > 0xffff ? 2 : 1;
    return code;
  }
}

function either(left: CharacterTest, right: CharacterTest): CharacterTest {
  return (code) => left(code) || right(code);
}

function every(tests: readonly CharacterTest[]): CharacterTest {
  return (code) => tests.every((test) => test(code));
}
