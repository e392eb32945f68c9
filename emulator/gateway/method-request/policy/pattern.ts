/**
 * Does a text match a pattern of IAM's: `*` stands for any characters (`/` and `:` too), `?` for one? In time that grows
 * with the product of both lengths at most, whatever the pattern.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let [at, within] = [0, 0];
  // Where to go on when the rest doesn't fit: behind the last `*`, one character later.
  let [star, retry] = [-1, 0];
  while (at < text.length) {
    const token = pattern[within];
    if (token === '*') {
      star = within;
      retry = at;
      within += 1;
    } else if (token === '?' || (token !== undefined && literalText(token) === text[at])) {
      within += 1;
      at += 1;
    } else if (star >= 0) {
      within = star + 1;
      retry += 1;
      at = retry;
    } else {
      return false;
    }
  }
  while (pattern[within] === '*') within += 1;
  return within === pattern.length;
}

/** The characters that `${*}`, `${?}` and `${$}` leave in a pattern, where they stand for themselves. */
export const LITERALS: ReadonlyMap<string, string> = new Map([
  ['*', '\uE000'],
  ['?', '\uE001'],
  ['$', '$'],
]);

/** A resolved pattern as the text that it stands for, where wildcards are none. */
export function literalText(pattern: string): string {
  return pattern.replaceAll('\uE000', '*').replaceAll('\uE001', '?');
}
