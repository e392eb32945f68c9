import type { Token } from './lexer.ts';
import type { Block, Expression } from './nodes.ts';

/**
 * A text in quotes. Between double quotes `$` and `#` are templates of their own; a doubled quote is one quote, and
 * backslashes stay, but for `\uXXXX` between double quotes.
 */
export function readStringLiteral(
  token: Token,
  parse: (text: string) => Block,
  refuse: (offset: number, reason: string) => Error,
): Expression {
  const placed = { offset: token.offset, source: token.image };
  const quote = token.image[0] ?? '"';
  let text = token.image.slice(1, -1);
  if (quote === '"') text = unescapeUnicode(text, (at) => refuse(token.offset + 1 + at, NO_UNICODE));
  if (text.includes(quote)) text = text.replaceAll(quote + quote, quote);
  if (quote === "'" || !/[$#]/.test(token.image)) return { kind: 'string', value: text, ...placed };
  // A blank is put behind the text, so that a reference at its end has one, and cut off the result: not behind a
  // comment, which would swallow it.
  const cutLast = !text.includes('##');
  const body = parse(cutLast ? `${text} ` : text);
  return { kind: 'interpolated', body, cutLast, ...placed };
}

const NO_UNICODE = 'four hexadecimal digits have to follow "\\u" between double quotes';

function unescapeUnicode(text: string, refuse: (at: number) => Error): string {
  if (!text.includes('\\u')) return text;
  return text.replace(/\\u([0-9a-fA-F]{4})?/g, (_, digits: string | undefined, at: number) => {
    if (digits === undefined) throw refuse(at);
    return String.fromCharCode(Number.parseInt(digits, 16));
  });
}
