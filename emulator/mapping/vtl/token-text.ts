import type { Token } from './lexer.ts';

/** What a token prints when it stands for itself. */
export function literalOf(token: Token): string {
  if (token.kind === 'MULTI_LINE_COMMENT') return '';
  return token.special === undefined ? token.image : token.special + token.image;
}

/** The same of all tokens from `first` to `last`. */
export function literalOfAll(first: Token, last: Token): string {
  return join(first, last, literalOf);
}

/** The images of all tokens from `first` to `last`, without what was left out between them. */
export function rawOf(first: Token, last: Token): string {
  return join(first, last, (token) => token.image);
}

/** The template's text from `first` to `last`, for messages. */
export function sourceOf(text: string, first: Token, last: Token): string {
  return text.slice(first.offset, last.end).trim();
}

function join(first: Token, last: Token, toText: (token: Token) => string): string {
  let text = toText(first);
  let token = first;
  while (token !== last && token.next !== undefined) {
    token = token.next;
    text += toText(token);
  }
  return text;
}
