/** Lengths multiplied up to which JavaScript's own search is taken: it needs that many steps in the worst case. */
const MAX_NATIVE = 4_000_000;

/** Where `part` stands first in `text`, at `from` or behind; -1 when nowhere. In time that grows as the lengths do. */
export function indexOfText(text: string, part: string, from = 0): number {
  if (isShort(text, part)) return text.indexOf(part, from);
  for (const at of places(text, part)) if (at >= from) return at;
  return -1;
}

/** Where `part` stands last in `text`, at `from` or before; -1 when nowhere. */
export function lastIndexOfText(text: string, part: string, from: number = text.length): number {
  if (isShort(text, part)) return text.lastIndexOf(part, from);
  let last = -1;
  for (const at of places(text, part)) {
    if (at > from) break;
    last = at;
  }
  return last;
}

/** `text` with `by` in all places of `part`. */
export function replaceText(text: string, part: string, by: string): string {
  if (isShort(text, part)) return text.replaceAll(part, () => by);
  let replaced = '';
  let start = 0;
  for (const at of places(text, part)) {
    if (at < start) continue;
    replaced += text.slice(start, at) + by;
    start = at + part.length;
  }
  return replaced + text.slice(start);
}

function isShort(text: string, part: string): boolean {
  return part.length * text.length <= MAX_NATIVE;
}

/** All places of `part`, also those inside each other, by the search of Knuth, Morris and Pratt. */
function* places(text: string, part: string): Generator<number> {
  const borders = bordersOf(part);
  let matched = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    while (matched > 0 && code !== part.charCodeAt(matched)) matched = borders[matched - 1] ?? 0;
    if (code === part.charCodeAt(matched)) matched++;
    if (matched === part.length) {
      yield at + 1 - matched;
      matched = borders[matched - 1] ?? 0;
    }
  }
}

/** For each length of a beginning of `part`: how long its longest end is that `part` begins with. */
function bordersOf(part: string): Int32Array {
  const borders = new Int32Array(part.length);
  let length = 0;
  for (let at = 1; at < part.length; at++) {
    const code = part.charCodeAt(at);
    while (length > 0 && code !== part.charCodeAt(length)) length = borders[length - 1] ?? 0;
    if (code === part.charCodeAt(length)) length++;
    borders[at] = length;
  }
  return borders;
}
