import { TemplateSyntaxError } from '../syntax-error.ts';

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
 * The kinds of tokens, in the order in which Velocity's grammar declares them: of two that match the same length, the
 * earlier one wins.
 */
export type Kind = (typeof KINDS)[number];

const KINDS = [
  'INDEX_LBRACKET',
  'INDEX_RBRACKET',
  'LBRACKET',
  'RBRACKET',
  'COMMA',
  'DOUBLEDOT',
  'COLON',
  'LEFT_CURLEY',
  'RIGHT_CURLEY',
  'LPAREN',
  'RPAREN',
  'REFMOD2_RPAREN',
  'ESCAPE_DIRECTIVE',
  'SET_DIRECTIVE',
  'DOLLAR',
  'DOLLARBANG',
  'TEXTBLOCK_START',
  'FORMAL_COMMENT_START',
  'MULTI_LINE_COMMENT_START',
  'HASH',
  'SINGLE_LINE_COMMENT_START',
  'DOUBLE_ESCAPE',
  'ESCAPE',
  'TEXT',
  'SINGLE_LINE_COMMENT',
  'FORMAL_COMMENT',
  'MULTI_LINE_COMMENT',
  'TEXTBLOCK',
  'COMMENT_CHAR',
  'TEXTBLOCK_CHAR',
  'WHITESPACE',
  'STRING_LITERAL',
  'TRUE',
  'FALSE',
  'MINUS',
  'PLUS',
  'MULTIPLY',
  'DIVIDE',
  'MODULUS',
  'LOGICAL_AND',
  'LOGICAL_OR',
  'LOGICAL_LT',
  'LOGICAL_LE',
  'LOGICAL_GT',
  'LOGICAL_GE',
  'LOGICAL_EQUALS',
  'LOGICAL_NOT_EQUALS',
  'LOGICAL_NOT',
  'EQUALS',
  'END',
  'IF_DIRECTIVE',
  'ELSEIF_DIRECTIVE',
  'ELSE_DIRECTIVE',
  'INTEGER_LITERAL',
  'FLOATING_POINT_LITERAL',
  'WORD',
  'BRACKETED_WORD',
  'IDENTIFIER',
  'DOT',
  'LCURLY',
  'RCURLY',
  'REFERENCE_TERMINATOR',
  'DIRECTIVE_TERMINATOR',
  'EMPTY_INDEX',
  'EOF',
] as const;

/** Lexical states: which tokens can come next. */
type State =
  | 'DEFAULT'
  | 'REFERENCE'
  | 'REFMODIFIER'
  | 'REFMOD2'
  | 'REFINDEX'
  | 'DIRECTIVE'
  | 'PRE_DIRECTIVE'
  | 'IN_TEXTBLOCK'
  | 'IN_FORMAL_COMMENT'
  | 'IN_MULTI_LINE_COMMENT'
  | 'IN_SINGLE_LINE_COMMENT';

interface Rule {
  readonly kind: Kind;
  readonly pattern: RegExp;
}

const END_OF_LINE = '(?:[ \\t]*(?:\\r\\n|\\n|\\r))?';
const REFERENCES: readonly State[] = ['REFERENCE', 'REFMODIFIER', 'REFMOD2'];
const EXPONENT = '[eE][+-]?[0-9]+';
const EVERYWHERE = undefined;

/** Which token is known in which states. Source: Parser.jjt of Velocity 1.7. */
const GRAMMAR: readonly (readonly [kind: Kind, states: readonly State[] | undefined, pattern: string])[] = [
  ['INDEX_LBRACKET', ['REFERENCE', 'REFMODIFIER'], '\\['],
  ['INDEX_RBRACKET', ['REFINDEX'], '\\]'],
  ['LBRACKET', ['DIRECTIVE', 'REFMOD2'], '\\['],
  ['RBRACKET', ['DIRECTIVE', 'REFMOD2'], '\\]'],
  ['COMMA', ['DIRECTIVE', 'REFMOD2'], ','],
  ['DOUBLEDOT', ['DIRECTIVE', 'REFMOD2'], '\\.\\.'],
  ['COLON', ['DIRECTIVE', 'REFMOD2'], ':'],
  ['LEFT_CURLEY', ['DIRECTIVE', 'REFMOD2'], '\\{'],
  ['RIGHT_CURLEY', ['DIRECTIVE', 'REFMOD2'], '\\}'],
  ['LPAREN', ['DIRECTIVE', 'REFMODIFIER'], '\\('],
  ['RPAREN', ['DIRECTIVE'], `\\)${END_OF_LINE}`],
  ['REFMOD2_RPAREN', ['REFMOD2'], '\\)'],
  ['ESCAPE_DIRECTIVE', ['DEFAULT'], '(?:\\\\\\\\)*\\\\#(?:[a-zA-Z_@][a-zA-Z0-9_@]*|\\{[a-zA-Z_][a-zA-Z0-9_@]*\\})'],
  ['SET_DIRECTIVE', ['DEFAULT', ...REFERENCES], '[ \\t]*(?:#set|#\\{set\\}) *\\('],
  ['DOLLAR', EVERYWHERE, '\\\\*\\$'],
  ['DOLLARBANG', EVERYWHERE, '\\\\*\\$\\\\*!'],
  ['TEXTBLOCK_START', EVERYWHERE, '#\\[\\['],
  ['FORMAL_COMMENT_START', EVERYWHERE, '#\\*\\*[^#]'],
  ['MULTI_LINE_COMMENT_START', EVERYWHERE, '#\\*'],
  ['HASH', EVERYWHERE, '#'],
  ['SINGLE_LINE_COMMENT_START', ['DEFAULT', 'PRE_DIRECTIVE', 'DIRECTIVE', 'REFERENCE'], '##'],
  ['DOUBLE_ESCAPE', ['DEFAULT'], '\\\\\\\\'],
  ['ESCAPE', ['DEFAULT'], '\\\\'],
  ['TEXT', ['DEFAULT'], '[^$#\\\\]+'],
  ['SINGLE_LINE_COMMENT', ['IN_SINGLE_LINE_COMMENT'], '\\r\\n|\\n|\\r'],
  ['FORMAL_COMMENT', ['IN_FORMAL_COMMENT'], '\\*#'],
  ['MULTI_LINE_COMMENT', ['IN_MULTI_LINE_COMMENT'], '\\*#'],
  ['TEXTBLOCK', ['IN_TEXTBLOCK'], '\\]\\]#'],
  ['COMMENT_CHAR', ['IN_SINGLE_LINE_COMMENT', 'IN_FORMAL_COMMENT', 'IN_MULTI_LINE_COMMENT'], '[^*#$\\\\\\r\\n]+|[^]'],
  ['TEXTBLOCK_CHAR', ['IN_TEXTBLOCK'], '[^\\]#$\\\\]+|[^]'],
  ['WHITESPACE', ['DIRECTIVE', 'REFMOD2', 'REFINDEX'], '[ \\t\\n\\r]+'],
  ['STRING_LITERAL', ['DIRECTIVE', 'REFMOD2', 'REFINDEX'], '"(?:[^"]+|"")*"|\'(?:[^\']+|\'\')*\''],
  ['TRUE', [...REFERENCES, 'DIRECTIVE', 'REFINDEX'], 'true'],
  ['FALSE', [...REFERENCES, 'DIRECTIVE', 'REFINDEX'], 'false'],
  ['MINUS', ['DIRECTIVE'], '-'],
  ['PLUS', ['DIRECTIVE'], '\\+'],
  ['MULTIPLY', ['DIRECTIVE'], '\\*'],
  ['DIVIDE', ['DIRECTIVE'], '/'],
  ['MODULUS', ['DIRECTIVE'], '%'],
  ['LOGICAL_AND', ['DIRECTIVE'], '&&|and'],
  ['LOGICAL_OR', ['DIRECTIVE'], '\\|\\||or'],
  ['LOGICAL_LT', ['DIRECTIVE'], '<|lt'],
  ['LOGICAL_LE', ['DIRECTIVE'], '<=|le'],
  ['LOGICAL_GT', ['DIRECTIVE'], '>|gt'],
  ['LOGICAL_GE', ['DIRECTIVE'], '>=|ge'],
  ['LOGICAL_EQUALS', ['DIRECTIVE'], '==|eq'],
  ['LOGICAL_NOT_EQUALS', ['DIRECTIVE'], '!=|ne'],
  ['LOGICAL_NOT', ['DIRECTIVE'], '!|not'],
  ['EQUALS', ['DIRECTIVE'], '='],
  ['END', ['PRE_DIRECTIVE'], `(?:end|\\{end\\})${END_OF_LINE}`],
  ['IF_DIRECTIVE', ['PRE_DIRECTIVE'], 'if|\\{if\\}'],
  ['ELSEIF_DIRECTIVE', ['PRE_DIRECTIVE'], 'elseif|\\{elseif\\}'],
  ['ELSE_DIRECTIVE', ['PRE_DIRECTIVE'], `(?:else|\\{else\\})${END_OF_LINE}`],
  ['INTEGER_LITERAL', ['PRE_DIRECTIVE', 'DIRECTIVE', 'REFMOD2', 'REFINDEX'], '-?[0-9]+(?:\\.\\.)?'],
  [
    'FLOATING_POINT_LITERAL',
    ['PRE_DIRECTIVE', 'DIRECTIVE', 'REFMOD2', 'REFINDEX'],
    `-?[0-9]+\\.[0-9]*(?:${EXPONENT})?|-?\\.[0-9]+(?:${EXPONENT})?|-?[0-9]+${EXPONENT}`,
  ],
  ['WORD', ['PRE_DIRECTIVE', 'DIRECTIVE'], '[a-zA-Z_@][a-zA-Z0-9_@]*'],
  ['BRACKETED_WORD', ['PRE_DIRECTIVE', 'DIRECTIVE'], '\\{[a-zA-Z_][a-zA-Z0-9_@]*\\}'],
  ['IDENTIFIER', REFERENCES, '[a-zA-Z_][a-zA-Z0-9_-]*'],
  ['DOT', REFERENCES, '\\.[a-zA-Z]'],
  ['LCURLY', ['REFERENCE', 'REFMODIFIER'], '\\{'],
  ['RCURLY', ['REFERENCE', 'REFMODIFIER'], '\\}'],
  ['REFERENCE_TERMINATOR', ['REFERENCE', 'REFMODIFIER'], '[^]'],
  ['DIRECTIVE_TERMINATOR', ['PRE_DIRECTIVE'], '[^]'],
  ['EMPTY_INDEX', ['DEFAULT', 'REFERENCE'], '\\$\\[|\\$!\\[|\\$\\\\!\\[|\\$\\.'],
];

const RULES = new Map<State, Rule[]>();

function rulesOf(state: State): Rule[] {
  let rules = RULES.get(state);
  if (rules === undefined) {
    rules = GRAMMAR.filter(([, states]) => states === undefined || states.includes(state)).map(([kind, , pattern]) => ({
      kind,
      pattern: new RegExp(pattern, 'y'),
    }));
    RULES.set(state, rules);
  }
  return rules;
}

/** Kinds that only begin a token: what they matched becomes the start of the next one's image. */
const PREFIXES: ReadonlySet<Kind> = new Set<Kind>([
  'DOLLAR',
  'DOLLARBANG',
  'TEXTBLOCK_START',
  'FORMAL_COMMENT_START',
  'MULTI_LINE_COMMENT_START',
  'HASH',
  'TEXTBLOCK_CHAR',
]);

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

/** What is left of a reference or directive that was none: its `$`, `#` and the backslashes before a `$`. */
function specialText(image: string): string {
  let text = '';
  for (let i = 0; i < image.length; i++) {
    const character = image[i];
    if (character === '#' || character === '$') text += character;
    if (character === '\\') {
      let end = i;
      while (image[end] === '\\') end++;
      if (image[end] === '$') {
        text += image.slice(i, end + 1);
        i = end + 1;
      }
    }
  }
  return text;
}
