import { inputEnd, inputEndBeforeTerminator, inputStart, lineEnd, lineStart, wordBoundary } from './assertions.ts';
import { grapheme, lineBreak } from './atoms.ts';
import { anyCharacter, type Flags, ignoringCase } from './characters.ts';
import { ClassParser, MAX_DEPTH } from './class-parser.ts';
import type { CharacterTest, PatternNode } from './nodes.ts';
import { widthOf } from './width.ts';

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

/** Reads a pattern as java.util.regex.Pattern does. */
export class PatternParser extends ClassParser {
  groupCount = 0;
  readonly groupNames: Map<string, number> = new Map();

  parse(): PatternNode {
    const node = this.#alternation();
    if (this.position < this.pattern.length) throw this.refuse("Unmatched closing ')'");
    return node;
  }

  #alternation(): PatternNode {
    if (++this.depth > MAX_DEPTH) throw this.refuse('Groups are too deep inside each other');
    const nodes = [this.#sequence()];
    while (this.accept('|')) nodes.push(this.#sequence());
    this.depth--;
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'alternation', nodes };
  }

  #sequence(): PatternNode {
    const nodes: PatternNode[] = [];
    for (let next = this.peek(); next !== undefined && next !== '|' && next !== ')'; next = this.peek()) {
      if (next === '*' || next === '+' || next === '?') throw this.refuse(`Dangling meta character '${next}'`);
      if (this.accept('\\Q')) {
        this.#quotation(nodes);
        continue;
      }
      const atom = this.#atom(next);
      if (atom !== undefined) nodes.push(this.#quantified(atom));
    }
    return { kind: 'sequence', nodes };
  }

  #quotation(nodes: PatternNode[]): void {
    const end = this.pattern.indexOf('\\E', this.position);
    const quoted = this.pattern.slice(this.position, end === -1 ? undefined : end);
    this.position = end === -1 ? this.pattern.length : end + 2;
    for (const character of quoted) nodes.push(this.#literal(character.codePointAt(0) ?? 0));
    const last = nodes.pop();
    if (last !== undefined) nodes.push(quoted === '' ? last : this.#quantified(last));
  }

  #literal(code: number): PatternNode {
    return this.#character((other) => other === code);
  }

  #character(test: CharacterTest): PatternNode {
    return { kind: 'character', test: this.flags.ignoreCase ? ignoringCase(test, this.flags) : test };
  }

  /** Undefined for what is no atom, as `(?i)`. */
  #atom(next: string): PatternNode | undefined {
    switch (next) {
      case '(':
        this.position++;
        return this.#group();
      case '[':
        this.position++;
        return this.#character(this.characterClass());
      case '.':
        this.position++;
        return { kind: 'character', test: anyCharacter(this.flags) };
      case '^':
        this.position++;
        return lineStart(this.flags);
      case '$':
        this.position++;
        return lineEnd(this.flags);
      case '\\':
        this.position++;
        return this.#escape();
      case '{':
        return { kind: 'empty' };
    }
    const code = this.pattern.codePointAt(this.position) ?? 0;
    this.position += code > 0xffff ? 2 : 1;
    return this.#literal(code);
  }

  #quantified(atom: PatternNode): PatternNode {
    const bounds = this.#bounds();
    if (bounds === undefined) return atom;
    const mode = this.accept('?') ? 'lazy' : this.accept('+') ? 'possessive' : 'greedy';
    return { kind: 'repeat', node: atom, min: bounds[0], max: bounds[1], mode };
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.accept('*')) return [0, MAX_REPEAT];
    if (this.accept('+')) return [1, MAX_REPEAT];
    if (this.accept('?')) return [0, 1];
    if (this.peek() !== '{') return undefined;
    const match = /\{(\d+)(?:(,)(\d*))?\}/y;
    match.lastIndex = this.position;
    const found = match.exec(this.pattern);
    if (!found)
      throw this.refuse(
        /\{\d/.test(this.pattern.slice(this.position)) ? 'Unclosed counted closure' : 'Illegal repetition',
      );
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === '' ? MAX_REPEAT : Number(found[3]);
    if (max < min || max > MAX_REPEAT) throw this.refuse('Illegal repetition range');
    this.position = match.lastIndex;
    return [min, max];
  }

  #group(): PatternNode | undefined {
    const flags = this.flags;
    let node: PatternNode | undefined;
    if (this.pattern[this.position] !== '?') {
      node = this.#capture();
    } else {
      this.position++;
      node = this.#special();
      if (node === undefined) return undefined;
    }
    if (!this.accept(')')) throw this.refuse('Unclosed group');
    this.flags = flags;
    return node;
  }

  #capture(): PatternNode {
    const index = ++this.groupCount;
    return { kind: 'group', index, node: this.#alternation() };
  }

  /** What follows `(?`; undefined for flags that hold from here on. */
  #special(): PatternNode | undefined {
    if (this.take(':')) return this.#alternation();
    if (this.take('>')) return { kind: 'atomic', node: this.#alternation() };
    if (this.take('=')) return this.#look(false, false);
    if (this.take('!')) return this.#look(false, true);
    if (this.take('<=')) return this.#look(true, false);
    if (this.take('<!')) return this.#look(true, true);
    if (this.take('<')) return this.#namedGroup();
    return this.#flagGroup();
  }

  #look(behind: boolean, negative: boolean): PatternNode {
    const node = this.#alternation();
    const width = behind ? widthOf(node) : 0;
    if (!Number.isFinite(width)) throw this.refuse('Look-behind group does not have an obvious maximum length');
    return { kind: 'look', behind, negative, node, width };
  }

  #namedGroup(): PatternNode {
    const name = this.name();
    if (this.groupNames.has(name)) throw this.refuse(`Named capturing group <${name}> is already defined`);
    this.groupNames.set(name, this.groupCount + 1);
    return this.#capture();
  }

  #flagGroup(): PatternNode | undefined {
    let on = true;
    let flags = this.flags;
    for (;;) {
      const character = this.pattern[this.position++];
      if (character === ')') {
        this.flags = flags;
        return undefined;
      }
      if (character === ':') {
        this.flags = flags;
        return this.#alternation();
      }
      const flag = FLAG_NAMES.get(character ?? '');
      if (character === '-' && on) on = false;
      else if (flag !== undefined) flags = { ...flags, [flag]: on };
      else throw this.refuse(character === undefined ? 'Unknown inline modifier' : 'Unknown group type');
    }
  }

  #escape(): PatternNode {
    const letter = this.pattern[this.position];
    if (letter === undefined) throw this.refuse('Unexpected internal error: nothing follows the last backslash,');
    const predefined = this.classEscape(letter);
    if (predefined !== undefined) return this.#character(predefined);
    this.position++;
    switch (letter) {
      case 'A':
        return inputStart();
      case 'z':
        return inputEnd();
      case 'Z':
        return inputEndBeforeTerminator(this.flags.unixLines);
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
    this.position--;
    return this.#literal(this.escapedCharacter());
  }

  #namedReference(): PatternNode {
    if (!this.take('<')) throw this.refuse("\\k is not followed by '<' for named capturing group");
    const name = this.name();
    const index = this.groupNames.get(name);
    if (index === undefined) throw this.refuse(`named capturing group <${name}> does not exist`);
    return this.#backreference(index);
  }

  /** More digits belong to it as long as there are that many groups. */
  #reference(first: number): PatternNode {
    let index = first;
    for (;;) {
      const digit = this.pattern[this.position];
      if (digit === undefined || digit < '0' || digit > '9') break;
      const longer = index * 10 + Number(digit);
      if (longer > this.groupCount) break;
      index = longer;
      this.position++;
    }
    return index > this.groupCount ? { kind: 'never' } : this.#backreference(index);
  }

  #backreference(index: number): PatternNode {
    return { kind: 'backreference', index, ignoreCase: this.flags.ignoreCase, unicode: this.flags.unicodeCase };
  }
}
