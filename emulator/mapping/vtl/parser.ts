import { TemplateSyntaxError } from '../syntax-error.ts';
import { ArgumentParser } from './argument-parser.ts';
import { buildDirective, isDirectiveName } from './directives.ts';
import type { Token } from './lexer.ts';
import type { Block, Expression, IfStatement, SetStatement, Statement } from './nodes.ts';
import type { Kind } from './token-grammar.ts';
import { literalOf, rawOf, sourceOf } from './token-text.ts';

/**
 * Reads a template into its syntax tree, by the grammar of Velocity 1.7 as API Gateway uses it: an inline #macro is
 * read and forgotten, #evaluate is no directive.
 *
 * The grammar is our own and not velocityjs': which blanks vanish, what `$` stands for itself and which templates are
 * refused follows from Velocity's lexical states, and velocityjs' grammar has others.
 *
 * @throws TemplateSyntaxError
 */
export function parseTemplate(text: string): Block {
  return new TemplateParser(text, 0).parse();
}

const TEXT_KINDS: ReadonlySet<Kind> = new Set<Kind>([
  'TEXT',
  'DOT',
  'RPAREN',
  'LPAREN',
  'INTEGER_LITERAL',
  'FLOATING_POINT_LITERAL',
  'STRING_LITERAL',
  'ESCAPE',
  'LCURLY',
  'RCURLY',
  'EMPTY_INDEX',
]);

const CONTROL_KINDS: ReadonlySet<Kind> = new Set<Kind>(['IF_DIRECTIVE', 'ELSE_DIRECTIVE', 'ELSEIF_DIRECTIVE', 'END']);
const CONTROL_NAMES: ReadonlySet<string> = new Set(['if', 'end', 'set', 'else', 'elseif']);

class TemplateParser extends ArgumentParser {
  readonly #macros = new Set<string>();

  parse(): Block {
    const statements = this.#statements();
    const token = this.tokens.after(this.tokens.current);
    if (token.kind !== 'EOF') throw this.#unexpected(token);
    return statements;
  }

  protected override parseInner(text: string, offset: number, depth: number): Block {
    const inner = new TemplateParser(text, depth);
    try {
      return inner.parse();
    } catch (error) {
      if (!(error instanceof TemplateSyntaxError)) throw error;
      throw new TemplateSyntaxError(this.tokens.lexer.text, offset + 1 + error.offset, error.reason);
    }
  }

  #unexpected(token: Token): TemplateSyntaxError {
    const { text } = this.tokens.lexer;
    const word = token.image.trim();
    const closed = token.kind === 'END' || token.kind === 'ELSE_DIRECTIVE' || token.kind === 'ELSEIF_DIRECTIVE';
    const reason = closed ? `${word} without an #if or #foreach that it belongs to` : `"${word}" can't stand here`;
    return new TemplateSyntaxError(text, token.offset, reason);
  }

  #statements(): Block {
    this.enter();
    const statements: Statement[] = [];
    for (;;) {
      const statement = this.#statement();
      if (statement === undefined) break;
      const previous = statements.at(-1);
      if (statement.kind === 'text' && previous?.kind === 'text') {
        statements[statements.length - 1] = { kind: 'text', text: previous.text + statement.text };
      } else if (statement.kind !== 'text' || statement.text !== '') {
        statements.push(statement);
      }
    }
    this.leave();
    return statements;
  }

  /** The next statement; undefined when something else comes next. */
  #statement(): Statement | undefined {
    const kind = this.tokens.peek();
    switch (kind) {
      case 'IF_DIRECTIVE':
        return this.#if();
      case 'SET_DIRECTIVE':
        return this.#set();
      case 'WORD':
      case 'BRACKETED_WORD':
        return this.#directive();
      case 'SINGLE_LINE_COMMENT_START':
      case 'FORMAL_COMMENT':
      case 'MULTI_LINE_COMMENT':
        return this.#comment(kind);
      case 'TEXTBLOCK':
        return { kind: 'text', text: this.tokens.take(kind, '').image.slice(3, -3) };
      case 'ESCAPE_DIRECTIVE':
        return this.#escapedDirective();
      case 'DOUBLE_ESCAPE':
        return this.#escape();
    }
    if (this.startsReference()) return { kind: 'reference', ...this.reference() };
    if (!TEXT_KINDS.has(kind)) return undefined;
    return { kind: 'text', text: literalOf(this.tokens.take(kind, '')) };
  }

  #comment(kind: Kind): Statement {
    const { image } = this.tokens.take(kind, 'a comment');
    if (kind === 'SINGLE_LINE_COMMENT_START') this.tokens.accept('SINGLE_LINE_COMMENT');
    const single = image.indexOf('##');
    const at = single === -1 ? image.indexOf('#*') : single;
    return { kind: 'text', text: at === -1 ? '' : image.slice(0, at) };
  }

  #escapedDirective(): Statement {
    const token = this.tokens.take('ESCAPE_DIRECTIVE', '');
    const last = token.image.lastIndexOf('\\');
    const directive = token.image.slice(last + 1);
    const name = directive.startsWith('#{') ? directive.slice(2, -1) : directive.slice(1);
    if (this.#isDirective(name) || CONTROL_NAMES.has(name)) {
      token.image = token.image.slice(0, Math.floor(last / 2)) + directive;
    }
    return { kind: 'text', text: token.image };
  }

  #escape(): Statement {
    let count = 0;
    do {
      count += this.tokens.take('DOUBLE_ESCAPE', '').image.length / 2;
    } while (this.tokens.peek() === 'DOUBLE_ESCAPE');
    const next = this.tokens.after(this.tokens.current);
    const control = CONTROL_KINDS.has(next.kind) || this.#isDirective(next.image.slice(1));
    return { kind: 'text', text: (control ? '\\' : '\\\\').repeat(count) };
  }

  #isDirective(name: string): boolean {
    return isDirectiveName(name) || this.#macros.has(name);
  }

  #if(): IfStatement {
    const first = this.tokens.take('IF_DIRECTIVE', '#if');
    const branches = [{ condition: this.#condition('#if'), body: this.#statements() }];
    while (this.tokens.accept('ELSEIF_DIRECTIVE')) {
      branches.push({ condition: this.#condition('#elseif'), body: this.#statements() });
    }
    const otherwise = this.tokens.accept('ELSE_DIRECTIVE') ? this.#statements() : undefined;
    this.#end('#if', first);
    return { kind: 'if', branches, otherwise, offset: first.offset, source: first.image.trim() };
  }

  #condition(directive: string): Expression {
    this.tokens.accept('WHITESPACE');
    this.tokens.take('LPAREN', `the "(" of ${directive}`);
    const condition = this.expression();
    this.tokens.take('RPAREN', `an operator or the ")" of ${directive}`);
    return condition;
  }

  #end(directive: string, first: Token): void {
    const token = this.tokens.after(this.tokens.current);
    if (token.kind === 'EOF') {
      const { text } = this.tokens.lexer;
      throw new TemplateSyntaxError(text, first.offset + first.image.indexOf('#'), `${directive} without its #end`);
    }
    this.tokens.take('END', `the #end of ${directive}`);
  }

  #set(): SetStatement {
    const first = this.tokens.take('SET_DIRECTIVE', '#set');
    this.tokens.accept('WHITESPACE');
    const nameToken = this.tokens.after(this.tokens.current);
    if (!this.startsReference()) throw this.tokens.refuse(nameToken, 'the variable that #set gives a value');
    const target = this.reference();
    this.tokens.accept('WHITESPACE');
    this.tokens.take('EQUALS', 'the "=" of #set');
    const value = this.expression();
    const last = this.tokens.take('RPAREN', 'an operator or the ")" of #set');
    this.tokens.lexer.inSet = false;
    const start = first.offset + first.image.indexOf('#');
    const source = this.tokens.lexer.text.slice(start, last.offset + 1);
    return { kind: 'set', target, name: nameToken.image.slice(1), value, offset: start, source };
  }

  #directive(): Statement {
    const { tokens } = this;
    const before = tokens.current;
    const word = tokens.after(before);
    tokens.current = word;
    const name = word.kind === 'BRACKETED_WORD' ? word.image.slice(2, -1) : word.image.slice(1);
    tokens.lexer.enterDirective();
    if (!tokens.lexer.isLeftParenthesisNext()) {
      if (name === 'macro')
        throw new TemplateSyntaxError(tokens.lexer.text, word.offset, '#macro needs "(" and a name');
      tokens.lexer.pop();
      tokens.lexer.inDirective = false;
      return buildDirective({
        name,
        word,
        parsed: undefined,
        raw: word.image,
        source: word.image,
        ...this.#refusal(word),
      });
    }
    const parameters = this.directiveArguments(name, word);
    const block = isBlock(name) ? this.#directiveBlock(name, word) : undefined;
    if (name === 'macro') this.#macros.add(parameters[0]?.source ?? '');
    const raw = rawOf(word, tokens.current);
    const source = sourceOf(tokens.lexer.text, word, tokens.current);
    return buildDirective({ name, word, parsed: { parameters, block }, raw, source, ...this.#refusal(word) });
  }

  #refusal(word: Token): { refuse: (reason: string) => TemplateSyntaxError } {
    return { refuse: (reason) => new TemplateSyntaxError(this.tokens.lexer.text, word.offset, reason) };
  }

  #directiveBlock(name: string, word: Token): { body: Block; literal: string } {
    const last = this.tokens.current;
    const body = this.#statements();
    let literal = '';
    for (let token = last; token !== this.tokens.current; ) {
      token = this.tokens.after(token);
      literal += literalOf(token);
    }
    this.#end(`#${name}`, word);
    return { body, literal };
  }
}

const BLOCK_DIRECTIVES: ReadonlySet<string> = new Set(['foreach', 'macro', 'literal', 'define']);

function isBlock(name: string): boolean {
  return BLOCK_DIRECTIVES.has(name) || name.startsWith('@');
}
