import type { TemplateSyntaxError } from '../syntax-error.ts';
import type { Token } from './lexer.ts';
import type { Block, Expression, Statement } from './nodes.ts';

/** An argument of a directive; a word is no expression. */
export type DirectiveArgument = Expression | { readonly kind: 'word'; readonly source: string };

interface Directive {
  readonly name: string;
  readonly word: Token;
  /** Undefined when no parenthesis follows the name. */
  readonly parsed:
    | {
        readonly parameters: readonly DirectiveArgument[];
        readonly block: { readonly body: Block; readonly literal: string } | undefined;
      }
    | undefined;
  /** What is printed when there is no such directive. */
  readonly raw: string;
  readonly source: string;
  readonly refuse: (reason: string) => TemplateSyntaxError;
}

const DIRECTIVES: ReadonlySet<string> = new Set([
  'foreach',
  'include',
  'parse',
  'macro',
  'literal',
  'break',
  'define',
  'stop',
]);

/** The directives beside #if and #set. API Gateway has no #evaluate. */
export function isDirectiveName(name: string): boolean {
  return DIRECTIVES.has(name);
}

/**
 * The statement of a directive, with Velocity's rules about its arguments. One that doesn't exist is printed as it is
 * written, and so is the call of a macro, since API Gateway keeps none.
 */
export function buildDirective(directive: Directive): Statement {
  switch (directive.name) {
    case 'foreach':
      return buildForeach(directive);
    case 'define':
      return buildDefine(directive);
    case 'break':
    case 'stop':
      return buildExit(directive);
    case 'literal':
      return buildLiteral(directive);
    case 'parse':
    case 'include':
      return buildInclude(directive);
    case 'macro':
      return { kind: 'text', text: '' };
  }
  const unknownBlock = directive.name.startsWith('@') && directive.parsed === undefined;
  return { kind: 'text', text: unknownBlock ? `#${directive.name}` : directive.raw };
}

function buildForeach({ word, parsed, source, refuse }: Directive): Statement {
  const [target, , list, ...rest] = parsed?.parameters ?? [];
  const first = target === undefined ? undefined : target;
  if (first === undefined || first.kind === 'word') throw refuse('#foreach is written #foreach($item in $list)');
  const variable = first.kind === 'reference' ? (first.name ?? '') : first.source.slice(1);
  const placed = { offset: word.offset, source };
  if ((parsed?.parameters.length ?? 0) === 1) {
    return { kind: 'fail', reason: '#foreach has no list: write #foreach($item in $list)', ...placed };
  }
  if (list === undefined || list.kind === 'word') return { kind: 'text', text: '' };
  const [extra] = rest;
  const body: Block = extra === undefined ? (parsed?.block?.body ?? []) : extra.kind === 'reference' ? [extra] : [];
  return { kind: 'foreach', variable, list, body, ...placed };
}

function buildDefine({ word, parsed, source, refuse }: Directive): Statement {
  const [target] = parsed?.parameters ?? [];
  if (target === undefined || parsed?.parameters.length !== 1) throw refuse('#define is written #define($name) … #end');
  const name =
    target.kind === 'reference' && target.name !== undefined ? definedName(target.source) : target.source.slice(1);
  return { kind: 'define', name, body: parsed.block?.body ?? [], offset: word.offset, source };
}

/** The first token without its `$`: `#define(${x})` defines a variable named `{`, as in Velocity. */
function definedName(source: string): string {
  return /^\$(!?\{|!?[a-zA-Z_][a-zA-Z0-9_-]*)/.exec(source)?.[1] ?? source.slice(1);
}

function buildExit({ name, word, parsed, source, refuse }: Directive): Statement {
  const [argument, ...rest] = parsed?.parameters ?? [];
  if (rest.length > 0) throw refuse(`#${name} takes one argument at most`);
  const placed = { offset: word.offset, source };
  if (name === 'stop') return { kind: 'stop', ...placed };
  return { kind: 'break', scope: argument?.kind === 'word' ? undefined : argument, ...placed };
}

function buildLiteral({ parsed, refuse }: Directive): Statement {
  if (parsed === undefined) throw refuse('#literal is written #literal() … #end');
  const [argument] = parsed.parameters;
  if (argument !== undefined) return { kind: 'text', text: argument.source };
  if (parsed.block?.literal === '') throw refuse('#literal() has nothing before its #end');
  return { kind: 'text', text: parsed.block?.literal ?? '' };
}

function buildInclude({ name, word, parsed, source }: Directive): Statement {
  if (name === 'include' && (parsed?.parameters.length ?? 0) === 0) return { kind: 'text', text: '' };
  return {
    kind: 'fail',
    reason: `#${name} has nothing to read: API Gateway keeps a template's text and no files`,
    offset: word.offset,
    source,
  };
}
