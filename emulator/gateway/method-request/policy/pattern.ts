import type { Effort } from './effort.ts';

/** Does a text match a pattern of IAM's: `*` stands for any characters (`/` and `:` too), `?` for one? */
export function matchesPattern(pattern: string, text: string, effort: Effort): boolean {
  let [at, within, steps] = [0, 0, 0];
  // Where to go on when the rest doesn't fit: behind the last `*`, one character later.
  let [star, retry] = [-1, 0];
  while (at < text.length) {
    steps += 1;
    if (steps === STEPS_AT_ONCE) {
      effort.spend(steps);
      steps = 0;
    }
    // NaN behind the end, which equals nothing.
    const token = pattern.charCodeAt(within);
    if (token === STAR) {
      star = within;
      retry = at;
      within += 1;
    } else if (token === QUESTION_MARK || literal(token) === text.charCodeAt(at)) {
      within += 1;
      at += 1;
    } else if (star >= 0) {
      within = star + 1;
      retry += 1;
      at = retry;
    } else {
      break;
    }
  }
  effort.spend(steps + 1);
  if (at < text.length) return false;
  while (pattern.charCodeAt(within) === STAR) within += 1;
  return within === pattern.length;
}

const STEPS_AT_ONCE = 4096;

const [STAR, QUESTION_MARK] = [42, 63];

function literal(token: number): number {
  return token === 0xe000 ? STAR : token === 0xe001 ? QUESTION_MARK : token;
}

/** What `${*}`, `${?}` and `${$}` leave in a pattern, where they stand for themselves. */
export const LITERALS: ReadonlyMap<string, string> = new Map([
  ['*', '\uE000'],
  ['?', '\uE001'],
  ['$', '$'],
]);

/** A resolved pattern as the text that it stands for, where wildcards are none. */
export function literalText(pattern: string): string {
  return pattern.replaceAll('\uE000', '*').replaceAll('\uE001', '?');
}
