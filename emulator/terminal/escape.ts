import { stripVTControlCharacters } from 'node:util';

// C0 and C1 controls with DEL, line and paragraph separators, and the marks that turn the direction of writing: all of
// them change what a terminal shows around the text they stand in.
const CONTROL = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
/** Nearly every path and name: told apart fast, because one is escaped for each request. */
const PRINTABLE = /^[\x20-\x7e]*$/;
const CONTROL_BUT_LINES = /[^\P{Cc}\n\t]|[\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what this is about
const COLOUR = /\x1b\[[0-9;:]*m/g;

/** Text from outside (a path, a header, a body) as it may reach a terminal: one line, every control character spelled out. */
export function escapeLine(text: string): string {
  return PRINTABLE.test(text) ? text : text.replace(CONTROL, spell);
}

/** The same for text of several lines, such as a code frame: line breaks and tabs stay. */
export function escapeLines(text: string): string {
  return text.replace(CONTROL_BUT_LINES, spell);
}

/**
 * A function's own output: its text stays, and its colours where we print colours; what would move the cursor, clear
 * the screen or set the window's title is spelled out.
 */
export function cleanOutput(text: string, withColours: boolean): string {
  const unix = text.replace(/\r\n/g, '\n');
  if (!unix.includes('\x1b')) return escapeLines(unix);
  if (!withColours) return escapeLines(stripVTControlCharacters(unix));
  let cleaned = '';
  let from = 0;
  for (const colour of unix.matchAll(COLOUR)) {
    cleaned += escapeLines(unix.slice(from, colour.index)) + colour[0];
    from = colour.index + colour[0].length;
  }
  return `${cleaned}${escapeLines(unix.slice(from))}\x1b[0m`;
}

function spell(character: string): string {
  switch (character) {
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
  }
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
