import { BACKSLASH, DELETE } from './json-codes.ts';
import { ESCAPES, JsonSyntaxError } from './json-syntax.ts';

/**
 * Reads a text with escapes, whose quote stands at `begin`; `end` is the place behind the closing one. json-smart leaves
 * out control characters in such a text, and escapes that it doesn't know.
 *
 * @throws JsonSyntaxError
 */
export function readEscapedText(
  source: string,
  begin: number,
  quote: number,
  strict: boolean,
): { value: string; end: number } {
  let value = '';
  let plain = begin + 1;
  for (let at = plain; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code >= 0x20 && code !== quote && code !== BACKSLASH && (code !== DELETE || strict)) continue;
    value += source.slice(plain, at);
    if (code === quote) return { value, end: at + 1 };
    if (code === BACKSLASH) {
      const escaped = readEscape(source, at + 1, strict);
      value += escaped.value;
      at = escaped.end - 1;
    } else if (strict) {
      throw new JsonSyntaxError('a control character inside a text', at);
    }
    plain = at + 1;
  }
  throw endlessText(quote, begin);
}

export function endlessText(quote: number, begin: number): JsonSyntaxError {
  return new JsonSyntaxError(`the text that begins with ${String.fromCharCode(quote)} has no end`, begin);
}

/** What stands behind a backslash. */
function readEscape(source: string, at: number, strict: boolean): { value: string; end: number } {
  const character = source[at] ?? '';
  const end = at + 1;
  const plain = ESCAPES[character];
  if (plain !== undefined) return { value: plain, end };
  if (character === 'u') return readCodeUnit(source, end, 4);
  if (strict) throw new JsonSyntaxError(`"\\${character}" is no escape`, at - 1);
  if (character === 'x') return readCodeUnit(source, end, 2);
  return { value: character === "'" ? "'" : '', end };
}

function readCodeUnit(source: string, start: number, digits: number): { value: string; end: number } {
  const end = start + digits;
  const text = source.slice(start, end);
  if (text.length !== digits || !/^[0-9a-fA-F]+$/.test(text)) {
    throw new JsonSyntaxError(`${digits} hexadecimal digits are needed here`, start);
  }
  return { value: String.fromCharCode(Number.parseInt(text, 16)), end };
}
