import { parseDecimal } from '../java/number-text.ts';
import { compileJavaPattern } from '../java-regex.ts';
import { Characters } from './characters.ts';
import { readEscapes } from './compile-text.ts';
import { InvalidPath } from './errors.ts';
import {
  FILTER_OPERATORS,
  type FilterExpression,
  type FilterOperator,
  type FilterValue,
  type Operand,
} from './filter.ts';
import { readPathJson } from './json-text.ts';
import type { JsonPath } from './tokens.ts';

const MAX_DEPTH = 100;
const OPERATOR_CHARACTERS = '<>=~!';

/** Reads `[?( … )]`. `compilePath` reads the paths in it. @throws InvalidPath */
export function compileFilter(text: string, compilePath: (text: string) => JsonPath): FilterExpression {
  const characters = new Characters(text);
  characters.position++;
  characters.end--;
  trim(characters);
  characters.position++;
  trim(characters);
  if (characters.current !== '(' || characters.text[characters.end] !== ')') {
    throw new InvalidPath(`Filter must start with '[?(' and end with ')]'. ${text}`);
  }
  return new FilterParser(characters, compilePath).parse();
}

function trim(characters: Characters): void {
  characters.skipBlanks();
  characters.trimEnd();
}

class FilterParser {
  readonly #filter: Characters;
  readonly #compilePath: (text: string) => JsonPath;
  #depth = 0;

  constructor(filter: Characters, compilePath: (text: string) => JsonPath) {
    this.#filter = filter;
    this.#compilePath = compilePath;
  }

  parse(): FilterExpression {
    const expression = this.#or();
    this.#filter.skipBlanks();
    if (this.#filter.inBounds()) {
      const rest = this.#filter.slice(this.#filter.position, this.#filter.end + 1);
      throw new InvalidPath(`Expected end of filter expression instead of: ${rest}`);
    }
    return expression;
  }

  #or(): FilterExpression {
    return this.#chain('or', '||', () => this.#chain('and', '&&', () => this.#operand()));
  }

  #chain(kind: 'or' | 'and', operator: string, read: () => FilterExpression): FilterExpression {
    const first = read();
    const operands = [first];
    while (this.#acceptText(operator)) operands.push(read());
    return operands.length === 1 ? first : { kind, operands };
  }

  #acceptText(text: string): boolean {
    const filter = this.#filter;
    const savepoint = filter.position;
    filter.skipBlanks();
    if (filter.inBounds(filter.position + text.length - 1) && filter.text.startsWith(text, filter.position)) {
      filter.position += text.length;
      return true;
    }
    filter.position = savepoint;
    return false;
  }

  #operand(): FilterExpression {
    if (++this.#depth > MAX_DEPTH) throw new InvalidPath('the filter is too deep');
    const expression = this.#negation() ?? this.#group() ?? this.#comparison();
    this.#depth--;
    return expression;
  }

  /** `!` before anything but a path; before a path it belongs to that. */
  #negation(): FilterExpression | undefined {
    const filter = this.#filter;
    const savepoint = filter.skipBlanks().position;
    if (filter.current !== '!') return undefined;
    filter.position++;
    const next = filter.skipBlanks().current;
    if (next === '$' || next === '@') {
      filter.position = savepoint;
      return undefined;
    }
    return { kind: 'not', operand: this.#operand() };
  }

  #group(): FilterExpression | undefined {
    const filter = this.#filter;
    if (filter.skipBlanks().current !== '(') return undefined;
    filter.position++;
    const expression = this.#or();
    if (filter.skipBlanks().current !== ')') throw new InvalidPath('Expected character: )');
    filter.position++;
    return expression;
  }

  #comparison(): FilterExpression {
    const filter = this.#filter;
    const { operand: left, negated } = this.#value();
    const savepoint = filter.position;
    try {
      const operator = this.#operator();
      return { kind: 'compare', left, operator, right: this.#value().operand };
    } catch (error) {
      if (!(error instanceof InvalidPath)) throw error;
      filter.position = savepoint;
    }
    if (left.kind !== 'path') throw new InvalidPath('Expected path node');
    const right: FilterValue = { kind: 'boolean', value: !negated };
    return { kind: 'compare', left: { ...left, test: 'exists' }, operator: 'EXISTS', right };
  }

  #operator(): FilterOperator {
    const filter = this.#filter;
    const start = filter.skipBlanks().position;
    if (OPERATOR_CHARACTERS.includes(filter.current)) {
      while (filter.inBounds() && OPERATOR_CHARACTERS.includes(filter.current)) filter.position++;
    } else {
      while (filter.inBounds() && filter.current !== ' ') filter.position++;
    }
    const operator = filter.slice(start, filter.position).toUpperCase();
    if (!FILTER_OPERATORS.has(operator)) throw new InvalidPath(`Filter operator ${operator} is not supported!`);
    return operator as FilterOperator;
  }

  #value(): { operand: Operand; negated: boolean } {
    const filter = this.#filter;
    const first = filter.skipBlanks().current;
    const negated = first === '!';
    if (negated) {
      filter.position++;
      filter.skipBlanks();
    }
    if (filter.current === '$' || filter.current === '@') return { operand: this.#path(), negated };
    if (negated) throw new InvalidPath('Unexpected character: !');
    return { operand: this.#literal(), negated };
  }

  #literal(): FilterValue {
    switch (this.#filter.current) {
      case "'":
      case '"':
        return this.#string(this.#filter.current);
      case 't':
        return { kind: 'boolean', value: this.#word('true') };
      case 'f':
        return { kind: 'boolean', value: !this.#word('false') };
      case 'n':
        this.#word('null');
        return { kind: 'null' };
      case '{':
        return this.#json('{', '}');
      case '[':
        return this.#json('[', ']');
      case '/':
        return this.#pattern();
      default:
        return this.#number();
    }
  }

  #word(word: string): true {
    const filter = this.#filter;
    const fits = filter.inBounds(filter.position + word.length - 1) && filter.text.startsWith(word, filter.position);
    if (!fits) throw new InvalidPath(`Expected <${word}> value`);
    filter.position += word.length;
    return true;
  }

  #string(quote: string): FilterValue {
    const filter = this.#filter;
    const end = filter.indexOfUnescaped(filter.position, quote);
    if (end === -1) throw new InvalidPath(`String literal does not have matching quotes. Expected ${quote}`);
    const text = filter.slice(filter.position + 1, end);
    filter.position = end + 1;
    return { kind: 'string', value: readEscapes(text) };
  }

  #number(): FilterValue {
    const filter = this.#filter;
    const start = filter.position;
    while (filter.inBounds() && /[\d.eE-]/.test(filter.current)) filter.position++;
    const text = filter.slice(start, filter.position);
    const value = parseDecimal(text);
    if (value === undefined) throw new InvalidPath(`Failed to parse filter: "${text}" is no number`);
    return { kind: 'number', value };
  }

  #json(open: string, close: string): FilterValue {
    const filter = this.#filter;
    const end = filter.indexOfClosing(filter.position, open, close, false);
    if (end === -1) throw new InvalidPath(`${open} has no end in the filter`);
    const text = filter.slice(filter.position, end + 1);
    filter.position = end + 1;
    return { kind: 'json', value: readPathJson(text), literal: true };
  }

  #pattern(): FilterValue {
    const filter = this.#filter;
    const start = filter.position;
    const close = filter.indexOfUnescaped(start, '/');
    if (close === -1) throw new InvalidPath('Pattern not closed. Expected /');
    let end = close + 1;
    while (filter.inBounds(end) && 'dixmsuU'.includes(filter.at(end))) end++;
    filter.position = end;
    const flags = filter.slice(close + 1, end);
    const pattern = (flags === '' ? '' : `(?${flags})`) + filter.slice(start + 1, close);
    try {
      return { kind: 'pattern', pattern: compileJavaPattern(pattern) };
    } catch (error) {
      throw new InvalidPath(error instanceof Error ? error.message : String(error));
    }
  }

  #path(): Operand {
    const filter = this.#filter;
    const start = filter.position;
    filter.position++;
    while (filter.inBounds()) {
      if (filter.current === '[') {
        const close = filter.indexOfClosing(filter.position, '[', ']', false);
        if (close === -1) throw new InvalidPath('Square brackets does not match in filter');
        filter.position = close + 1;
      }
      const closes = filter.current === ')' && !filter.closesFunction(start);
      if (!filter.inBounds() || OPERATOR_CHARACTERS.includes(filter.current) || filter.current === ' ' || closes) break;
      filter.position++;
    }
    return { kind: 'path', path: this.#compilePath(filter.slice(start, filter.position)), test: 'value' };
  }
}
