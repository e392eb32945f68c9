import { LinkedMap } from './java/linked-map.ts';
import { JavaDouble, JavaList, type Value } from './java/values.ts';
import { readNumber, readSmallInteger } from './json-number.ts';
import { ESCAPES, JsonSyntaxError, KEYWORDS } from './json-syntax.ts';

/** `strict`: RFC 8259. `permissive`: json-smart's MODE_PERMISSIVE. */
export type JsonMode = 'strict' | 'permissive';

/** Objects and arrays inside each other: json-smart's own limit. */
const MAX_DEPTH = 400;
/** json-smart looks its stops up in a table; a character behind its end never stops a bare word. */
const STOP_TABLE_END = 126;

/** Reads a JSON text into ordered maps, lists and Java's numbers. @throws JsonSyntaxError */
export function readJson(text: string, mode: JsonMode): Value {
  return new JsonReader(text, mode === 'strict').readDocument();
}

class JsonReader {
  readonly #text: string;
  readonly #strict: boolean;
  #position = 0;
  #depth = 0;

  constructor(text: string, strict: boolean) {
    this.#text = text;
    this.#strict = strict;
  }

  readDocument(): Value {
    const value = this.#value('');
    if (!this.#strict) return value;
    this.#skipBlanks();
    if (this.#position < this.#text.length) throw this.#unexpected();
    return value;
  }

  /** `stops`: the characters that end a bare word here. */
  #value(stops: string): Value {
    this.#skipBlanks();
    const character = this.#text[this.#position];
    switch (character) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return this.#string('"');
      case "'":
        if (this.#strict) throw this.#unexpected();
        return this.#string("'");
      case undefined:
        if (!this.#strict && stops === '') return '';
        throw this.#unexpected();
      case ':':
      case '}':
      case ']':
        throw this.#unexpected();
    }
    if (character === '-' || (character >= '0' && character <= '9')) return this.#number(stops);
    return this.#strict ? this.#keyword() : this.#word(this.#position, stops);
  }

  #object(): LinkedMap {
    this.#enter();
    const map = new LinkedMap();
    for (let first = true; ; first = false) {
      this.#skipBlanks();
      const character = this.#text[this.#position];
      if (character === '}' && (first || !this.#strict)) break;
      if (character === ',' && !this.#strict) {
        this.#position++;
        continue;
      }
      const key = this.#key(character);
      this.#skipBlanks();
      if (this.#text[this.#position] !== ':') throw this.#unexpected();
      this.#position++;
      map.set(key, this.#value(',}'));
      this.#skipBlanks();
      const end = this.#text[this.#position];
      if (end === '}') break;
      if (end !== ',') throw this.#unexpected();
      this.#position++;
    }
    this.#leave();
    return map;
  }

  #key(character: string | undefined): string {
    if (character === '"') return this.#string('"');
    if (this.#strict || character === undefined || ':[]{'.includes(character)) throw this.#unexpected();
    if (character === "'") return this.#string("'");
    return this.#bareText(this.#position, ':');
  }

  #array(): JavaList {
    this.#enter();
    const items: Value[] = [];
    for (let first = true; ; first = false) {
      this.#skipBlanks();
      const character = this.#text[this.#position];
      if (character === ']' && (first || !this.#strict)) break;
      if (character === ',' && !this.#strict) {
        this.#position++;
        continue;
      }
      items.push(this.#value(',]'));
      this.#skipBlanks();
      const end = this.#text[this.#position];
      if (end === ']') break;
      if (end === ',') this.#position++;
      else if (this.#strict) throw this.#unexpected();
    }
    this.#leave();
    return new JavaList(items, true);
  }

  #enter(): void {
    this.#position++;
    if (++this.#depth > MAX_DEPTH) {
      throw new JsonSyntaxError(`more than ${MAX_DEPTH} objects and arrays inside each other`, this.#position - 1);
    }
  }

  #leave(): void {
    this.#position++;
    this.#depth--;
  }

  /** Most texts are short and have no escape: they are looked through once. */
  #string(quote: string): string {
    const text = this.#text;
    const start = this.#position + 1;
    const end = quote.charCodeAt(0);
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === end) {
        this.#position = at + 1;
        return text.slice(start, at);
      }
      if (code === BACKSLASH) return this.#escapedString(quote);
      if (code < 0x20 && this.#strict) throw new JsonSyntaxError('a control character inside a text', at);
    }
    throw new JsonSyntaxError(`the text that begins with ${quote} has no end`, this.#position);
  }

  /** json-smart leaves out control characters here, and escapes that it doesn't know. */
  #escapedString(quote: string): string {
    const start = this.#position++;
    let text = '';
    for (;;) {
      const character = this.#text[this.#position++];
      if (character === undefined) throw new JsonSyntaxError(`the text that begins with ${quote} has no end`, start);
      if (character === quote) return text;
      if (character === '\\') {
        text += this.#escape();
      } else if (character >= ' ' && (character !== '\u007f' || this.#strict)) {
        text += character;
      } else if (this.#strict) {
        throw new JsonSyntaxError('a control character inside a text', this.#position - 1);
      }
    }
  }

  #escape(): string {
    const character = this.#text[this.#position++] ?? '';
    const plain = ESCAPES[character];
    if (plain !== undefined) return plain;
    if (character === 'u') return this.#codeUnit(4);
    if (this.#strict) throw new JsonSyntaxError(`"\\${character}" is no escape`, this.#position - 2);
    if (character === 'x') return this.#codeUnit(2);
    return character === "'" ? "'" : '';
  }

  #codeUnit(digits: number): string {
    const text = this.#text.slice(this.#position, this.#position + digits);
    if (text.length !== digits || !/^[0-9a-fA-F]+$/.test(text)) {
      throw new JsonSyntaxError(`${digits} hexadecimal digits are needed here`, this.#position);
    }
    this.#position += digits;
    return String.fromCharCode(Number.parseInt(text, 16));
  }

  #keyword(): Value {
    for (const [word, value] of KEYWORDS) {
      if (this.#text.startsWith(word, this.#position)) {
        this.#position += word.length;
        return value;
      }
    }
    throw this.#unexpected();
  }

  /** A bare word up to one of `stops`. */
  #word(start: number, stops: string): Value {
    const text = this.#bareText(start, stops);
    if (text === 'NaN') return new JavaDouble(Number.NaN);
    const keyword = KEYWORDS.find(([word]) => word === text);
    return keyword === undefined ? text : keyword[1];
  }

  #bareText(start: number, stops: string): string {
    let end = this.#position;
    while (end < this.#text.length && !stops.includes(this.#text[end] ?? '')) end++;
    this.#position = end;
    return this.#text.slice(start, end).trim();
  }

  #number(stops: string): Value {
    const start = this.#position;
    const small = readSmallInteger(this.#text, start, stops, this.#strict);
    if (small !== undefined) {
      this.#position = small.end;
      return small.value;
    }
    const number = readNumber(this.#text, start, this.#strict);
    if (number === undefined) throw this.#unexpected();
    this.#position = number.end;
    return !this.#strict && this.#goesOn(stops) ? this.#bareText(start, stops) : number.value;
  }

  /** Does a bare word go on behind what looked like a number? */
  #goesOn(stops: string): boolean {
    this.#skipBlanks();
    const next = this.#text[this.#position];
    return next !== undefined && next.charCodeAt(0) < STOP_TABLE_END && !stops.includes(next);
  }

  #skipBlanks(): void {
    const text = this.#text;
    let at = this.#position;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 10 || code === 13 || code === 9) at++;
      else break;
    }
    this.#position = at;
  }

  #unexpected(): JsonSyntaxError {
    const character = this.#text[this.#position];
    return new JsonSyntaxError(
      character === undefined ? 'the text ends too early' : `"${character}" can't stand here`,
      this.#position,
    );
  }
}

const BACKSLASH = 92;
