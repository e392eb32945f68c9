import { type Node, type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { JsonMistake } from '../errors/codes/config-file.ts';

/** What a parser's error means to the one who wrote the text: which mistake, where, at which token. */
export function readMistake(
  text: string,
  root: Node | undefined,
  error: ParseError,
): { readonly mistake: JsonMistake; readonly offset: number; readonly token: string } {
  const token = text.slice(error.offset, error.offset + error.length);
  const comma = commaBefore(text, error.offset);
  if (EXPECTS_MORE.has(codeOf(error)) && comma !== undefined && /^[}\]]/.test(token)) {
    return { mistake: 'trailing-comma', offset: comma, token: ',' };
  }
  if (text.trim() === '') return { mistake: 'empty', offset: 0, token: '' };
  return { mistake: nameMistake(root, error, token, text), offset: error.offset, token };
}

/** Is the rest of the text still understood as it was meant? */
export function isRecoverable(mistake: JsonMistake): boolean {
  return mistake === 'comment' || mistake === 'trailing-comma';
}

const EXPECTS_MORE = new Set(['PropertyNameExpected', 'ValueExpected']);

/** By the names of the parser's codes. */
const BY_CODE: Readonly<Partial<Record<string, JsonMistake>>> = {
  UnexpectedEndOfString: 'unclosed-string',
  InvalidUnicode: 'bad-escape',
  InvalidEscapeCharacter: 'bad-escape',
  InvalidCharacter: 'control-character',
  InvalidNumberFormat: 'bad-number',
  UnexpectedEndOfNumber: 'bad-number',
  CommaExpected: 'missing-comma',
  ColonExpected: 'missing-colon',
  CloseBraceExpected: 'unclosed',
  CloseBracketExpected: 'unclosed',
  PropertyNameExpected: 'missing-name',
  EndOfFileExpected: 'extra-text',
};

function nameMistake(root: Node | undefined, error: ParseError, token: string, text: string): JsonMistake {
  const code = codeOf(error);
  if (code === 'InvalidCommentToken') return /^\/\*(?![\s\S]*\*\/$)/.test(token) ? 'unclosed-comment' : 'comment';
  if (root && error.offset >= root.offset + root.length && root.length > 0 && !isOpenAtEnd(error)) return 'extra-text';
  if (code === 'InvalidSymbol') return nameSymbol(text, error, token);
  if (code === 'CommaExpected' && /^[}\]]/.test(token)) return 'wrong-bracket';
  return BY_CODE[code] ?? 'missing-value';
}

function isOpenAtEnd(error: ParseError): boolean {
  return BY_CODE[codeOf(error)] === 'unclosed';
}

/** A run of characters that is no JSON token: a name or a text without its quotes, `undefined`, `True`. */
function nameSymbol(text: string, error: ParseError, token: string): JsonMistake {
  if (token.startsWith("'") || token.startsWith('`')) return 'wrong-quotes';
  return /^\s*:/.test(text.slice(error.offset + error.length)) ? 'unquoted-name' : 'unquoted-text';
}

function commaBefore(text: string, offset: number): number | undefined {
  let index = offset - 1;
  while (index >= 0 && /\s/.test(text.charAt(index))) index--;
  return text.charAt(index) === ',' ? index : undefined;
}

/** The parser's codes are a const enum of TypeScript's, which has no values where modules are compiled one by one. */
function codeOf({ error }: ParseError): string {
  return printParseErrorCode(error);
}
