import { TemplateSyntaxError } from '../syntax-error.ts';
import { specialText } from './special-text.ts';
import { type Kind, PREFIXES, rulesOf, type State } from './token-grammar.ts';

/** One token of a template. `image` is what the grammar works with; `special` is text that a terminator left before it. */
export interface Token {
  kind: Kind;
  image: string;
  /** Where its text begins in the template. */
  readonly offset: number;
  /** Behind its last character. */
  end: number;
  special: string | undefined;
  next: Token | undefined;
}

/**
 * Cuts a template into tokens as the token manager of Velocity 1.7 does. A template has no fixed set of tokens: what
 * comes next depends on a stack of lexical states, which the tokens and, in two places, the parser move. That is why
 * tokens are made one by one, when they are asked for.
 */
export class Lexer {
  inDirective = false;
  inSet = false;
  readonly text: string;
  #position = 0;
  #state: State = 'DEFAULT';
  #stack: { lparen: number; rparen: number; state: State }[] = [];
  #lparen = 0;
  #rparen = 0;
  #inComment = false;

  constructor(text: string) {
    this.text = text;
  }

  /** The next token; at the end of the template `EOF`, again and again. */
  next(): Token {
    let special: string | undefined;
    for (;;) {
      const start = this.#position;
      if (start >= this.text.length) {
        return { kind: 'EOF', image: '', offset: start, end: start, special, next: undefined };
      }
      const { kind, begin } = this.#match(start);
      const image = this.text.slice(start, this.#position);
      if (kind === 'REFERENCE_TERMINATOR' || kind === 'DIRECTIVE_TERMINATOR') {
        this.#position--;
        if (kind === 'DIRECTIVE_TERMINATOR') this.inDirective = false;
        this.pop();
        special = (special ?? '') + specialText(image);
        continue;
      }
      if (kind === 'COMMENT_CHAR') continue;
      const token: Token = { kind, image, offset: start, end: this.#position, special, next: undefined };
      this.#act(token, begin);
      token.end = this.#position;
      return token;
    }
  }

  /** Is the next character that is no white space an opening parenthesis? Looks at the text, makes no token. */
  isLeftParenthesisNext(): boolean {
    let at = this.#position;
    while (' \n\r\t'.includes(this.text[at] ?? 'x')) at++;
    return this.text[at] === '(';
  }

  enterDirective(): void {
    this.#state = 'DIRECTIVE';
  }

  push(): void {
    this.#stack.push({ lparen: this.#lparen, rparen: this.#rparen, state: this.#state });
    this.#lparen = 0;
  }

  /** Back to the state before; false when there is none. */
  pop(): boolean {
    const top = this.#stack.pop();
    if (top === undefined) {
      this.#lparen = 0;
      this.#state = 'DEFAULT';
      return false;
    }
    this.#lparen = top.lparen;
    this.#rparen = top.rparen;
    this.#state = top.state;
    return true;
  }

  /** Finds the longest match from `start` on, through any number of prefixes. */
  #match(start: number): { kind: Kind; begin: number } {
    let begin = start;
    for (;;) {
      let kind: Kind | undefined;
      let end = begin;
      if (begin < this.text.length) {
        for (const rule of rulesOf(this.#state)) {
          rule.pattern.lastIndex = begin;
          if (rule.pattern.test(this.text) && rule.pattern.lastIndex > end) {
            kind = rule.kind;
            end = rule.pattern.lastIndex;
          }
        }
      }
      if (kind === undefined) throw this.#refusal(start, begin);
      this.#position = end;
      if (!PREFIXES.has(kind)) return { kind, begin };
      this.#takePrefix(kind);
      begin = this.#position;
    }
  }

  #refusal(start: number, at: number): TemplateSyntaxError {
    if (at >= this.text.length) {
      const begun = this.text.slice(start, start + 20);
      return new TemplateSyntaxError(this.text, start, `the template ends in the middle of "${begun}"`);
    }
    const character = this.text.slice(at, at + 1);
    if (character === '"' || character === "'") {
      return new TemplateSyntaxError(this.text, at, `the text that begins with ${character} has no end`);
    }
    return new TemplateSyntaxError(this.text, at, `"${character}" can't stand here`);
  }

  #takePrefix(kind: Kind): void {
    if (this.#inComment) return;
    switch (kind) {
      case 'DOLLAR':
      case 'DOLLARBANG':
        if (this.#state === 'REFERENCE') this.pop();
        this.#enter('REFERENCE');
        break;
      case 'TEXTBLOCK_START':
        this.#inComment = true;
        this.#enter('IN_TEXTBLOCK');
        break;
      case 'FORMAL_COMMENT_START':
        this.#position--;
        this.#inComment = true;
        this.#enter('IN_FORMAL_COMMENT');
        break;
      case 'MULTI_LINE_COMMENT_START':
        this.#inComment = true;
        this.#enter('IN_MULTI_LINE_COMMENT');
        break;
      case 'HASH':
        if (this.#state === 'REFERENCE' || this.#state === 'REFMODIFIER') this.pop();
        this.inDirective = true;
        this.#enter('PRE_DIRECTIVE');
        break;
    }
  }

  #enter(state: State): void {
    this.push();
    this.#state = state;
  }

  /** What a token does to the lexical state. */
  #act(token: Token, begin: number): void {
    switch (token.kind) {
      case 'INDEX_LBRACKET':
        this.#enter('REFINDEX');
        break;
      case 'INDEX_RBRACKET':
      case 'RCURLY':
        this.pop();
        break;
      case 'LPAREN':
        if (!this.#inComment) this.#lparen++;
        if (this.#state === 'REFMODIFIER') this.#state = 'REFMOD2';
        break;
      case 'RPAREN':
        this.#closeParenthesis();
        break;
      case 'REFMOD2_RPAREN':
        this.#state = 'REFERENCE';
        break;
      case 'SET_DIRECTIVE':
        if (this.#inComment) break;
        this.inDirective = true;
        this.inSet = true;
        this.#enter('DIRECTIVE');
        this.#lparen++;
        break;
      case 'SINGLE_LINE_COMMENT_START':
        if (this.#inComment) break;
        if (this.#state === 'REFERENCE') this.pop();
        this.#inComment = true;
        this.#enter('IN_SINGLE_LINE_COMMENT');
        break;
      case 'SINGLE_LINE_COMMENT':
      case 'FORMAL_COMMENT':
      case 'MULTI_LINE_COMMENT':
      case 'TEXTBLOCK':
        this.#inComment = false;
        this.pop();
        break;
      case 'STRING_LITERAL':
        if (this.#state === 'DIRECTIVE' && !this.inSet && this.#lparen === 0) this.pop();
        break;
      case 'END':
      case 'ELSE_DIRECTIVE':
        this.inDirective = false;
        this.pop();
        break;
      case 'IF_DIRECTIVE':
      case 'ELSEIF_DIRECTIVE':
        this.#state = 'DIRECTIVE';
        break;
      case 'INTEGER_LITERAL':
        if (token.image.endsWith('..')) {
          this.#position -= 2;
          token.image = token.image.slice(0, -2);
        }
        if (this.#lparen === 0 && !this.inSet && this.#state !== 'REFMOD2' && this.#state !== 'REFINDEX') this.pop();
        break;
      case 'FLOATING_POINT_LITERAL':
        if (this.#lparen === 0 && !this.inSet && this.#state !== 'REFMOD2') this.pop();
        break;
      case 'DOT':
        this.#position = begin + 1;
        token.image = '.';
        this.#state = 'REFMODIFIER';
        break;
    }
  }

  /** Drops to the state below the one that the parenthesis closes. */
  #closeParenthesis(): void {
    let closed = this.#inComment;
    while (!closed) {
      if (this.#lparen > 0) {
        if (this.#lparen === this.#rparen + 1) this.pop();
        else this.#rparen++;
        closed = true;
      } else if (!this.pop()) {
        break;
      }
    }
  }
}
