/** Columns after which a text is continued on the next line. */
const WIDTH = 80;
/** A longer name can't stand before its colon on one line. */
const LONGEST_NAME = 128;

/**
 * A value as GetExport writes YAML: names bare where they can be, every text in double quotes and folded at 80 columns,
 * lists as far in as their name (Jackson over SnakeYAML with their defaults, seen in public exports).
 */
export function toYamlText(value: unknown): string {
  return `---\n${isCollection(value) ? block(value, 0).join('\n') : inline(value, 0, 0)}\n`;
}

type Collection = Readonly<Record<string, unknown>> | readonly unknown[];

/** A list or an object with something in it: one that is empty stands on its name's line. */
function isCollection(value: unknown): value is Collection {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function block(value: Collection, indent: number): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => listItem(item, indent));
  return Object.entries(value).flatMap(([name, member]) => memberLines(name, member, indent));
}

function listItem(item: unknown, indent: number): string[] {
  const dash = `${' '.repeat(indent)}- `;
  if (!isCollection(item)) return [dash + inline(item, dash.length, indent)];
  const [first = '', ...others] = block(item, indent + 2);
  return [dash + first.slice(indent + 2), ...others];
}

function memberLines(name: string, member: unknown, indent: number): string[] {
  const blanks = ' '.repeat(indent);
  const key = nameText(name);
  const isLong = key.length > LONGEST_NAME;
  const start = isLong ? `${blanks}:` : `${blanks}${key}:`;
  const lines = isCollection(member)
    ? [start, ...block(member, Array.isArray(member) && !isLong ? indent : indent + 2)]
    : [`${start} ${inline(member, start.length + 1, indent)}`];
  return isLong ? [`${blanks}? ${key}`, ...lines] : lines;
}

/** What is no collection, from `column` on. */
function inline(value: unknown, column: number, indent: number): string {
  if (typeof value === 'string') return quoted(value, column, indent);
  if (Array.isArray(value)) return '[]';
  return typeof value === 'object' && value !== null ? '{}' : String(value);
}

/** No indicator at its start, nothing inside that ends a name or begins a comment. */
const BARE =
  /^(?![-?:](?:\s|$)|[,[\]{}#&*!|>'"%@`]|---|\.\.\.)(?!.*(?::(?:\s|$)|\s#))[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** Bare, these would be truth values or nothing at all. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

function nameText(name: string): string {
  if (RESERVED.test(name)) return `"${name}"`;
  if (BARE.test(name)) return name;
  return /^[\x20-\x7e]+$/.test(name) && !/^\s|\s$/.test(name)
    ? `'${name.replaceAll("'", "''")}'`
    : JSON.stringify(name);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001b': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u00a0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

/**
 * A text in double quotes. Past the width it is continued below, at a blank or behind an escape; a blank that would
 * begin the new line gets a backslash, so that it counts.
 */
function quoted(text: string, column: number, indent: number): string {
  let written = '"';
  let at = column + 1;
  /** What has not been written yet begins here. */
  let start = 0;
  for (let end = 0; end <= text.length; end++) {
    const char = characterAt(text, end);
    const instead = replacementOf(char);
    if (instead !== undefined) {
      written += text.slice(start, end) + instead;
      at += end - start + instead.length;
      end += Math.max(0, char.length - 1);
      start = end + 1;
    }
    const mayBreak = end > 0 && end < text.length - 1 && (char === ' ' || start >= end);
    if (!mayBreak || at + (end - start) <= WIDTH) continue;
    if (start < end) {
      written += text.slice(start, end);
      start = end;
    }
    written += `\\\n${' '.repeat(indent + 2)}`;
    at = indent + 2;
    if (text[start] === ' ') {
      written += '\\';
      at++;
    }
  }
  return `${written}"`;
}

/** A whole character; empty behind the last one. */
function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/**
 * What is written for a character in place of itself: an escape, and at the end of the text nothing. A character
 * beyond ASCII is its own replacement: behind it, as behind an escape, a line may break.
 */
function replacementOf(char: string): string | undefined {
  const known = ESCAPES[char];
  if (known !== undefined || char === '') return known ?? '';
  if (char >= ' ' && char <= '~') return undefined;
  const code = char.codePointAt(0) ?? 0;
  const printable =
    code > 0xa0 && !(code >= 0xd800 && code < 0xe000) && code !== 0xfeff && code !== 0xfffe && code !== 0xffff;
  if (printable) return char;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
