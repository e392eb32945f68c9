/** Bytes of the source that a message repeats. */
const SHOWN_BYTES = 500;

/**
 * Why a text is no JSON, in the words of the parser behind Lambda (Jackson), which reach the clients of the gateway:
 * `Unexpected character ('b' (code 98)): was expecting double-quote to start field name\n at [Source: …]`. To be asked
 * only about a text that is none.
 */
export function describeJsonFault(text: string): string {
  const source = sourceOf(text);
  const place = (index: number): string => `[Source: ${source}; ${lineAndColumn(text, index)}]`;
  if (text.trim() === '') return `No content to map due to end-of-input\n at ${place(text.length)}`;
  const fault = findFault(text, place);
  return `${fault.message}\n at ${place(fault.at)}`;
}

class JsonFault extends Error {
  /** Index behind the last character that was read. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const A_VALUE = "JSON String, Number, Array, Object or token 'null', 'true' or 'false'";
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const DEEPEST = 1000;

function findFault(text: string, place: (index: number) => string): JsonFault {
  let index = 0;
  let depth = 0;
  try {
    skipValue();
    // Something stands behind it.
    skipValue();
    return new JsonFault('Unexpected content behind the value', index);
  } catch (error) {
    if (error instanceof JsonFault) return error;
    throw error;
  }

  function skipSpace(): void {
    while (index < text.length && ' \t\r\n'.includes(text.charAt(index))) index++;
  }

  /** What matches here; an empty text where nothing does. */
  function match(pattern: RegExp): string {
    pattern.lastIndex = index;
    return pattern.exec(text)?.[0] ?? '';
  }

  function unexpected(expectation: string): JsonFault {
    if (index >= text.length) return new JsonFault('Unexpected end-of-input', index);
    const code = text.charCodeAt(index);
    const shown = code < 32 ? `(CTRL-CHAR, code ${code})` : `'${text.charAt(index)}' (code ${code})`;
    return new JsonFault(`Unexpected character (${shown}): ${expectation}`, index + 1);
  }

  function skipValue(): void {
    skipSpace();
    const first = text.charAt(index);
    if (first === '{') skipEntries('Object', '}');
    else if (first === '[') skipEntries('Array', ']');
    else if (first === '"') skipString(': was expecting closing quote for a string value');
    else if (/[-\d]/.test(first)) skipNumber();
    else skipWord();
  }

  function skipEntries(kind: 'Object' | 'Array', close: string): void {
    const start = index++;
    const limit = `${DEEPEST}, from \`StreamReadConstraints.getMaxNestingDepth()\``;
    if (++depth > DEEPEST)
      throw new JsonFault(`Document nesting depth (${depth}) exceeds the maximum allowed (${limit})`, index);
    for (let isFirst = true; ; isFirst = false) {
      if (isNext(close) && isFirst) break;
      if (kind === 'Object') skipName();
      skipValue();
      if (isNext(close)) break;
      if (text.charAt(index) !== ',') throw unexpected(`was expecting comma to separate ${kind} entries`);
      index++;
      isNext(close);
    }
    index++;
    depth--;

    function isNext(character: string): boolean {
      skipSpace();
      if (index < text.length) return text.charAt(index) === character;
      const started = `(start marker at ${place(start)})`;
      throw new JsonFault(`Unexpected end-of-input: expected close marker for ${kind} ${started}`, index);
    }
  }

  function skipName(): void {
    if (text.charAt(index) !== '"') throw unexpected('was expecting double-quote to start field name');
    skipString(' in field name');
    skipSpace();
    if (text.charAt(index) !== ':') throw unexpected('was expecting a colon to separate field name and value');
    index++;
  }

  function skipString(where: string): void {
    for (index++; text.charAt(index) !== '"'; index++) {
      if (index >= text.length) throw new JsonFault(`Unexpected end-of-input${where}`, index);
      const code = text.charCodeAt(index);
      if (code < 32) {
        const advice = 'has to be escaped using backslash to be included in string value';
        throw new JsonFault(`Illegal unquoted character ((CTRL-CHAR, code ${code})): ${advice}`, index + 1);
      }
      if (text.charAt(index) === '\\') skipEscape();
    }
    index++;
  }

  function skipEscape(): void {
    const escaped = text.charAt(++index);
    if (escaped === 'u') {
      for (let digits = 4; digits > 0; digits--) {
        index++;
        if (!/[\da-f]/i.test(text.charAt(index)))
          throw unexpected('expected a hex-digit for character escape sequence');
      }
    } else if (!'"\\/bfnrt'.includes(escaped)) {
      throw new JsonFault(`Unrecognized character escape '${escaped}' (code ${escaped.charCodeAt(0)})`, index + 1);
    }
  }

  function skipNumber(): void {
    const number = match(NUMBER);
    index += number.length || 1;
    const next = text.charAt(index);
    if (/^-?0$/.test(number) && /\d/.test(next))
      throw new JsonFault('Invalid numeric value: Leading zeroes not allowed', index);
    if (number === '' || /[.eE]/.test(next)) throw unexpected('Expected a digit in a numeric value');
    if (depth === 0 && /[^\s]/.test(next)) throw unexpected('Expected space separating root-level values');
  }

  function skipWord(): void {
    const word = match(WORD);
    if (word === '') throw unexpected(`expected a valid value (${A_VALUE})`);
    index += word.length;
    if (['true', 'false', 'null'].includes(word)) return;
    throw new JsonFault(`Unrecognized token '${word}': was expecting (${A_VALUE})`, Math.min(index + 1, text.length));
  }
}

function sourceOf(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= SHOWN_BYTES) return `(byte[])"${text}"`;
  return `(byte[])"${bytes.toString('utf8', 0, SHOWN_BYTES)}"[truncated ${bytes.length - SHOWN_BYTES} bytes]`;
}

/** Columns count from 1 and are those of what comes next. */
function lineAndColumn(text: string, index: number): string {
  const before = text.slice(0, index).split('\n');
  return `line: ${before.length}, column: ${(before.at(-1) ?? '').length + 1}`;
}
