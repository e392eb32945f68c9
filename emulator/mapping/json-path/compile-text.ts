import { InvalidPath } from './errors.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['r', '\r'],
  ['f', '\f'],
  ['t', '\t'],
  ['n', '\n'],
  ['b', '\b'],
]);

/** The text of a name or a string of a path. */
export function readEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\u([0-9a-fA-F]{4})|\\u|\\(.)/gs, (whole: string, code?: string, character?: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    if (character === undefined) throw new InvalidPath(`Unable to parse unicode value: ${whole}`);
    return ESCAPES.get(character) ?? character;
  });
}
