import { TemplateSyntaxError } from '../syntax-error.ts';
import type { Token } from './lexer.ts';
import type { Block, Expression, Reference, Step } from './nodes.ts';
import { PRECEDENCE } from './operators.ts';
import { buildReference } from './reference-text.ts';
import { readStringLiteral } from './string-literal.ts';
import { PARAMETER_STARTS } from './token-grammar.ts';
import { TokenStream } from './token-stream.ts';
import { sourceOf } from './token-text.ts';

/** Levels of blocks, parentheses, lists and texts inside each other. */
const MAX_DEPTH = 200;

/** Reads references, expressions and the arguments of directives: Parser.jjt of Velocity 1.7 without its statements. */
export abstract class ExpressionParser {
  protected readonly tokens: TokenStream;
  #depth: number;

  constructor(text: string, depth: number) {
    this.tokens = new TokenStream(text);
    this.#depth = depth;
  }

  /** Reads the text of a string as a template of its own. `offset` is where the string begins. */
  protected abstract parseInner(text: string, offset: number, depth: number): Block;

  protected enter(): void {
    if (++this.#depth > MAX_DEPTH) {
      const { lexer, current } = this.tokens;
      throw new TemplateSyntaxError(lexer.text, current.offset, `more than ${MAX_DEPTH} levels inside each other`);
    }
  }

  protected leave(): void {
    this.#depth--;
  }

  expression(): Expression {
    this.enter();
    const expression = this.#binary(0);
    this.leave();
    return expression;
  }

  #binary(level: number): Expression {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators[this.tokens.peek()];
      if (operator === undefined) return left;
      this.tokens.current = this.tokens.after(this.tokens.current);
      const right = this.#binary(level + 1);
      const source = this.tokens.lexer.text.slice(left.offset, right.offset + right.source.length);
      left = { kind: 'binary', operator, left, right, offset: left.offset, source };
    }
  }

  #unary(): Expression {
    const { tokens } = this;
    const first = tokens.after(tokens.current);
    const not =
      first.kind === 'LOGICAL_NOT' || (first.kind === 'WHITESPACE' && tokens.after(first).kind === 'LOGICAL_NOT');
    if (!not) return this.#primary();
    tokens.accept('WHITESPACE');
    const token = tokens.take('LOGICAL_NOT', '"!"');
    this.enter();
    const operand = this.#unary();
    this.leave();
    const source = tokens.lexer.text.slice(token.offset, operand.offset + operand.source.length);
    return { kind: 'not', operand, offset: token.offset, source };
  }

  #primary(): Expression {
    const { tokens } = this;
    tokens.accept('WHITESPACE');
    let expression: Expression;
    if (tokens.accept('LPAREN')) {
      expression = this.expression();
      tokens.take('RPAREN', 'an operator or ")"');
    } else {
      expression = this.value('a value');
    }
    tokens.accept('WHITESPACE');
    return expression;
  }

  /** A value where no operator can stand: an argument, an item, a key. */
  protected parameter(): Expression {
    this.enter();
    this.tokens.accept('WHITESPACE');
    const value = this.value('a value');
    this.tokens.accept('WHITESPACE');
    this.leave();
    return value;
  }

  protected value(expected: string): Expression {
    const { tokens } = this;
    const first = tokens.after(tokens.current);
    switch (first.kind) {
      case 'STRING_LITERAL':
        tokens.current = first;
        return readStringLiteral(
          first,
          (text) => this.parseInner(text, first.offset, this.#depth + 1),
          (offset, reason) => new TemplateSyntaxError(tokens.lexer.text, offset, reason),
        );
      case 'INTEGER_LITERAL':
      case 'FLOATING_POINT_LITERAL':
        return this.#number(first);
      case 'TRUE':
      case 'FALSE':
        tokens.current = first;
        return { kind: 'boolean', value: first.kind === 'TRUE', ...this.#placed(first) };
      case 'LBRACKET':
        return tokens.isRange(first) ? this.#range(first) : this.#list(first);
      case 'LEFT_CURLEY':
        return this.#map(first);
      case 'IDENTIFIER':
      case 'LCURLY':
        return { kind: 'reference', ...this.reference() };
    }
    throw tokens.refuse(first, expected);
  }

  #placed(first: Token): { offset: number; source: string } {
    return { offset: first.offset, source: sourceOf(this.tokens.lexer.text, first, this.tokens.current) };
  }

  /** `#5` is one token, of which Velocity can't make a number. */
  #number(token: Token): Expression {
    if (token.image.startsWith('#')) throw this.tokens.refuse(token, 'a value');
    this.tokens.current = token;
    const kind = token.kind === 'INTEGER_LITERAL' ? 'integer' : 'float';
    return { kind, text: token.image, ...this.#placed(token) };
  }

  #range(first: Token): Expression {
    const { tokens } = this;
    tokens.take('LBRACKET', '"["');
    const from = this.#bound();
    tokens.take('DOUBLEDOT', '".."');
    const to = this.#bound();
    tokens.take('RBRACKET', '"]"');
    return { kind: 'range', from, to, ...this.#placed(first) };
  }

  #bound(): Expression {
    const { tokens } = this;
    tokens.accept('WHITESPACE');
    const token = tokens.after(tokens.current);
    if (token.kind !== 'INTEGER_LITERAL' && token.kind !== 'IDENTIFIER' && token.kind !== 'LCURLY') {
      throw tokens.refuse(token, 'a whole number or a reference');
    }
    const value = this.value('a bound');
    tokens.accept('WHITESPACE');
    return value;
  }

  #list(first: Token): Expression {
    const { tokens } = this;
    tokens.take('LBRACKET', '"["');
    const items: Expression[] = [];
    if (PARAMETER_STARTS.has(tokens.peek())) {
      do items.push(this.parameter());
      while (tokens.accept('COMMA'));
    }
    tokens.take('RBRACKET', '"," or "]"');
    return { kind: 'list', items, ...this.#placed(first) };
  }

  #map(first: Token): Expression {
    const { tokens } = this;
    tokens.take('LEFT_CURLEY', '"{"');
    const entries: [Expression, Expression][] = [];
    const next = tokens.skipWhitespace(tokens.after(tokens.current));
    if (PARAMETER_STARTS.has(next.kind)) {
      do {
        const key = this.parameter();
        tokens.take('COLON', 'the ":" behind a key');
        entries.push([key, this.parameter()]);
      } while (tokens.accept('COMMA'));
    } else {
      tokens.accept('WHITESPACE');
    }
    if (!tokens.accept('RCURLY')) tokens.take('RIGHT_CURLEY', '"," or "}"');
    return { kind: 'map', entries, ...this.#placed(first) };
  }

  protected startsReference(): boolean {
    const first = this.tokens.after(this.tokens.current);
    if (first.kind === 'IDENTIFIER') return true;
    return first.kind === 'LCURLY' && this.tokens.after(first).kind === 'IDENTIFIER';
  }

  reference(): Reference {
    const { tokens } = this;
    this.enter();
    const first = tokens.after(tokens.current);
    const formal = tokens.accept('LCURLY');
    const nameToken = tokens.take('IDENTIFIER', 'the name of a variable');
    const steps: Step[] = [];
    this.#indexes(steps);
    for (;;) {
      const dot = tokens.after(tokens.current);
      if (dot.kind !== 'DOT' || tokens.after(dot).kind !== 'IDENTIFIER') break;
      tokens.current = dot;
      steps.push(this.#step());
      this.#indexes(steps);
    }
    if (formal) tokens.take('RCURLY', `the "}" of ${first.image}${nameToken.image}`);
    this.leave();
    return buildReference({ first, last: tokens.current, steps, text: tokens.lexer.text });
  }

  #indexes(steps: Step[]): void {
    const { tokens } = this;
    for (let open = tokens.after(tokens.current); open.kind === 'INDEX_LBRACKET'; open = tokens.after(tokens.current)) {
      tokens.current = open;
      tokens.accept('WHITESPACE');
      const token = tokens.after(tokens.current);
      if (token.kind === 'FLOATING_POINT_LITERAL') throw tokens.refuse(token, 'a whole number, a text or a reference');
      const argument = this.value('an index');
      tokens.accept('WHITESPACE');
      tokens.take('INDEX_RBRACKET', '"]"');
      steps.push({ kind: 'index', argument, ...this.#placed(open) });
    }
  }

  #step(): Step {
    const { tokens } = this;
    const name = tokens.after(tokens.current);
    const paren = tokens.after(name);
    const third = paren.kind === 'LPAREN' ? tokens.after(paren).kind : undefined;
    tokens.current = name;
    if (third === undefined || !(third === 'REFMOD2_RPAREN' || PARAMETER_STARTS.has(third))) {
      return { kind: 'property', name: name.image, ...this.#placed(name) };
    }
    tokens.current = paren;
    const parameters: Expression[] = [];
    if (PARAMETER_STARTS.has(tokens.peek())) {
      do parameters.push(this.parameter());
      while (tokens.accept('COMMA'));
    }
    tokens.take('REFMOD2_RPAREN', `"," or the ")" of ${name.image}(…)`);
    return { kind: 'method', name: name.image, arguments: parameters, ...this.#placed(name) };
  }
}
