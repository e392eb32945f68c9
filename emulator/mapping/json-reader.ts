import { LinkedMap } from './java/linked-map.ts';
import { JavaDouble, JavaList, type Value } from './java/values.ts';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  isBlank,
  MINUS,
  NINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  SINGLE_QUOTE,
  ZERO,
} from './json-codes.ts';
import { endlessText, readEscapedText } from './json-escaped-text.ts';
import { readNumber, readShortNumber } from './json-number.ts';
import { JsonSyntaxError, KEYWORDS } from './json-syntax.ts';

/** `strict`: RFC 8259. `permissive`: json-smart's MODE_PERMISSIVE. */
export type JsonMode = 'strict' | 'permissive';

/** Objects and arrays inside each other: json-smart's own limit. */
const MAX_DEPTH = 400;
/** json-smart looks its stops up in a table; a character behind its end never stops a bare word. */
const STOP_TABLE_END = 126;

/** No container is around the value. */
const NONE = -1;

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
    const value = this.#value(NONE);
    if (this.#strict && !Number.isNaN(this.#next())) throw this.#unexpected();
    return value;
  }

  /** `closer`: what ends the container around the value; NONE outside of all. It ends a bare word, too. */
  #value(closer: number): Value {
    const code = this.#next();
    switch (code) {
      case OPEN_BRACE:
        return this.#object();
      case OPEN_BRACKET:
        return this.#array();
      case DOUBLE_QUOTE:
        return this.#string(DOUBLE_QUOTE);
      case SINGLE_QUOTE:
        if (this.#strict) throw this.#unexpected();
        return this.#string(SINGLE_QUOTE);
      case COLON:
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        throw this.#unexpected();
    }
    if (Number.isNaN(code)) {
      if (!this.#strict && closer === NONE) return '';
      throw this.#unexpected();
    }
    if (code === MINUS || (code >= ZERO && code <= NINE)) return this.#number(closer);
    return this.#strict ? this.#keyword() : this.#word(this.#position, closer);
  }

  #object(): LinkedMap {
    this.#enter();
    const map = new LinkedMap();
    for (let first = true; ; first = false) {
      const code = this.#next();
      if (code === CLOSE_BRACE && (first || !this.#strict)) break;
      if (code === COMMA && !this.#strict) {
        this.#position++;
        continue;
      }
      const key = this.#key(code);
      if (this.#next() !== COLON) throw this.#unexpected();
      this.#position++;
      map.set(key, this.#value(CLOSE_BRACE));
      const end = this.#next();
      if (end === CLOSE_BRACE) break;
      if (end !== COMMA) throw this.#unexpected();
      this.#position++;
    }
    this.#leave();
    return map;
  }

  #key(code: number): string {
    if (code === DOUBLE_QUOTE) return this.#string(DOUBLE_QUOTE);
    if (this.#strict || Number.isNaN(code) || ':[]{'.includes(String.fromCharCode(code))) throw this.#unexpected();
    if (code === SINGLE_QUOTE) return this.#string(SINGLE_QUOTE);
    return this.#bareText(this.#position, ':');
  }

  #array(): JavaList {
    this.#enter();
    const items: Value[] = [];
    for (let first = true; ; first = false) {
      const code = this.#next();
      if (code === CLOSE_BRACKET && (first || !this.#strict)) break;
      if (code === COMMA && !this.#strict) {
        this.#position++;
        continue;
      }
      items.push(this.#value(CLOSE_BRACKET));
      const end = this.#next();
      if (end === CLOSE_BRACKET) break;
      if (end === COMMA) this.#position++;
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
  #string(quote: number): string {
    const text = this.#text;
    const start = this.#position + 1;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.#position = at + 1;
        return text.slice(start, at);
      }
      if (code === BACKSLASH) return this.#escapedText(quote);
      if (code < 0x20 && this.#strict) throw new JsonSyntaxError('a control character inside a text', at);
    }
    throw endlessText(quote, this.#position);
  }

  #escapedText(quote: number): string {
    const { value, end } = readEscapedText(this.#text, this.#position, quote, this.#strict);
    this.#position = end;
    return value;
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

  /** A bare word up to a comma or the end of its container. */
  #word(start: number, closer: number): Value {
    const text = this.#bareWord(start, closer);
    if (text === 'NaN') return new JavaDouble(Number.NaN);
    const keyword = KEYWORDS.find(([word]) => word === text);
    return keyword === undefined ? text : keyword[1];
  }

  #bareWord(start: number, closer: number): string {
    return this.#bareText(start, closer === NONE ? '' : `,${String.fromCharCode(closer)}`);
  }

  #bareText(start: number, stops: string): string {
    let end = this.#position;
    while (end < this.#text.length && !stops.includes(this.#text[end] ?? '')) end++;
    this.#position = end;
    return this.#text.slice(start, end).trim();
  }

  #number(closer: number): Value {
    const start = this.#position;
    const small = closer === NONE ? undefined : readShortNumber(this.#text, start, closer, this.#strict);
    if (small !== undefined) {
      this.#position = small.end;
      return small.value;
    }
    const number = readNumber(this.#text, start, this.#strict);
    if (number === undefined) throw this.#unexpected();
    this.#position = number.end;
    return !this.#strict && this.#goesOn(closer) ? this.#bareWord(start, closer) : number.value;
  }

  /** Does a bare word go on behind what looked like a number? */
  #goesOn(closer: number): boolean {
    const code = this.#next();
    return code < STOP_TABLE_END && (closer === NONE || (code !== COMMA && code !== closer));
  }

  /** Skips blanks and gives the code of the character behind them, which stays; NaN at the end. */
  #next(): number {
    const text = this.#text;
    let at = this.#position;
    let code = text.charCodeAt(at);
    while (isBlank(code)) code = text.charCodeAt(++at);
    this.#position = at;
    return code;
  }

  #unexpected(): JsonSyntaxError {
    const character = this.#text[this.#position];
    return new JsonSyntaxError(
      character === undefined ? 'the text ends too early' : `"${character}" can't stand here`,
      this.#position,
    );
  }
}
