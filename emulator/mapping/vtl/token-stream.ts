import { TemplateSyntaxError } from '../syntax-error.ts';
import { Lexer, type Token } from './lexer.ts';
import type { Kind } from './token-grammar.ts';

const OPENING: ReadonlySet<Kind> = new Set<Kind>(['INDEX_LBRACKET', 'LPAREN', 'LBRACKET', 'LEFT_CURLEY', 'LCURLY']);
const CLOSING: ReadonlySet<Kind> = new Set<Kind>([
  'INDEX_RBRACKET',
  'RPAREN',
  'REFMOD2_RPAREN',
  'RBRACKET',
  'RIGHT_CURLEY',
  'RCURLY',
]);

/**
 * The tokens as the grammar sees them: one consumed, any number looked at. How far ahead is looked matters, because
 * making a token moves the lexer's state; each look here is one that Velocity's own parser takes.
 */
export class TokenStream {
  readonly lexer: Lexer;
  /** The token consumed last. */
  current: Token;

  constructor(text: string) {
    this.lexer = new Lexer(text);
    this.current = { kind: 'EOF', image: '', offset: 0, end: 0, special: undefined, next: undefined };
  }

  /** The kind of the next token. */
  peek(): Kind {
    return this.after(this.current).kind;
  }

  after(token: Token): Token {
    token.next ??= this.lexer.next();
    return token.next;
  }

  /** Consumes the next token; `expected` says in words what should have stood there. */
  take(kind: Kind, expected: string): Token {
    const token = this.after(this.current);
    if (token.kind !== kind) throw this.refuse(token, expected);
    this.current = token;
    return token;
  }

  /** Consumes the next token if it is of that kind. */
  accept(kind: Kind): boolean {
    if (this.peek() !== kind) return false;
    this.current = this.after(this.current);
    return true;
  }

  refuse(token: Token, expected: string): TemplateSyntaxError {
    const { text } = this.lexer;
    const wanted = `where ${expected} should stand`;
    if (token.kind !== 'EOF') {
      return new TemplateSyntaxError(text, token.offset, `there is ${JSON.stringify(shorten(token.image))} ${wanted}`);
    }
    // Behind the last that is written, and not below it in an empty line.
    return new TemplateSyntaxError(text, text.trimEnd().length, `the template ends ${wanted}`);
  }

  /** Does `[` begin a range? Looks ahead to the two dots. */
  isRange(bracket: Token): boolean {
    let token = this.skipWhitespace(this.after(bracket));
    if (token.kind === 'INTEGER_LITERAL') token = this.after(token);
    else if (token.kind === 'IDENTIFIER' || token.kind === 'LCURLY') token = this.#behindReference(token);
    else return false;
    return this.skipWhitespace(token).kind === 'DOUBLEDOT';
  }

  skipWhitespace(token: Token): Token {
    return token.kind === 'WHITESPACE' ? this.after(token) : token;
  }

  #behindReference(first: Token): Token {
    if (first.kind === 'LCURLY') return this.#behindBracket(first);
    let token = this.after(first);
    for (;;) {
      if (token.kind === 'INDEX_LBRACKET' || token.kind === 'LPAREN') token = this.#behindBracket(token);
      else if (token.kind === 'DOT') token = this.after(this.after(token));
      else return token;
    }
  }

  #behindBracket(opening: Token): Token {
    let depth = 0;
    let token = opening;
    for (;;) {
      if (OPENING.has(token.kind)) depth++;
      if (CLOSING.has(token.kind)) depth--;
      if (token.kind === 'EOF') return token;
      token = this.after(token);
      if (depth === 0) return token;
    }
  }
}

function shorten(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}
