import { TemplateSyntaxError } from '../syntax-error.ts';
import { type DirectiveArgument, isDirectiveName } from './directives.ts';
import { ExpressionParser } from './expression-parser.ts';
import type { Token } from './lexer.ts';
import { PARAMETER_STARTS } from './token-grammar.ts';

/** Reads the arguments of directives beside #if and #set. */
export abstract class ArgumentParser extends ExpressionParser {
  /** The arguments of `#name( … )`, with or without commas between them. */
  protected directiveArguments(name: string, word: Token): DirectiveArgument[] {
    const { tokens } = this;
    tokens.accept('WHITESPACE');
    tokens.take('LPAREN', '"("');
    const parameters: DirectiveArgument[] = [];
    while (this.#startsArgument()) {
      tokens.accept('WHITESPACE');
      if (tokens.accept('COMMA')) tokens.accept('WHITESPACE');
      parameters.push(this.#directiveArgument(name, parameters.length, word));
    }
    tokens.accept('WHITESPACE');
    tokens.take('RPAREN', `an argument or the ")" of #${name}`);
    return parameters;
  }

  #startsArgument(): boolean {
    const { tokens } = this;
    const first = tokens.after(tokens.current);
    if (first.kind === 'COMMA') return true;
    if (first.kind !== 'WHITESPACE') return first.kind === 'WORD' || PARAMETER_STARTS.has(first.kind);
    const second = tokens.after(first).kind;
    return second === 'COMMA' || second === 'WORD' || PARAMETER_STARTS.has(second);
  }

  #directiveArgument(name: string, position: number, word: Token): DirectiveArgument {
    const { tokens } = this;
    const token = tokens.after(tokens.current);
    const refuse = (reason: string) => new TemplateSyntaxError(tokens.lexer.text, token.offset, reason);
    if (token.kind !== 'WORD') {
      if (name === 'macro' && position === 0) throw refuse('the first argument of #macro is its name, without quotes');
      return this.value(`an argument of ${word.image.trim()}`);
    }
    tokens.current = token;
    const allowed = name === 'macro' ? position === 0 : name === 'foreach' ? position === 1 : !isDirectiveName(name);
    if (!allowed) throw refuse(`the word "${token.image}" can't be an argument of #${name}`);
    return { kind: 'word', source: token.image };
  }
}
