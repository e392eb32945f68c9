import type { Token } from './lexer.ts';
import type { Reference, Step } from './nodes.ts';
import { literalOfAll, sourceOf } from './token-text.ts';

interface Parts {
  readonly first: Token;
  readonly last: Token;
  readonly steps: readonly Step[];
  readonly text: string;
}

/**
 * A reference from its tokens. The first of them may carry more than `$name`: backslashes (every second one escapes)
 * and `$` signs that name nothing. What is cut off here is also gone from the token, as in Velocity: a directive that
 * doesn't exist prints its tokens.
 */
export function buildReference({ first, last, steps, text }: Parts): Reference {
  const placed = { steps, offset: first.offset, source: sourceOf(text, first, last) };
  if (first.image.includes('\\!')) return buildSlashBang(first, placed);
  let escaped = false;
  let prefix = '';
  const slashes = /^\\*/.exec(first.image)?.[0].length ?? 0;
  if (slashes > 0) {
    escaped = slashes % 2 === 1;
    prefix = '\\'.repeat(Math.floor(slashes / 2));
    first.image = first.image.slice(slashes);
  }
  const dollar = first.image.lastIndexOf('$');
  let more = '';
  if (dollar > 0) {
    more = first.image.slice(0, dollar);
    first.image = first.image.slice(dollar);
  }
  const literal = literalOfAll(first, last);
  return {
    ...placed,
    name: nameOf(first),
    prefix: escaped ? prefix : prefix + more,
    escapedText: escaped ? literal : undefined,
    literal: first.image.startsWith('$') ? literal : first.image,
    computable: true,
  };
}

function nameOf(first: Token): string | undefined {
  const { image } = first;
  if (image === '${' || image.startsWith('$!{')) return first.next?.image ?? '';
  if (image.startsWith('$!')) return image.slice(2);
  return image.startsWith('$') ? image.slice(1) : undefined;
}

/** `$\!name`: the name of a variable that can't be. */
function buildSlashBang(first: Token, placed: Pick<Reference, 'steps' | 'offset' | 'source'>): Reference {
  const { image } = first;
  const dollar = image.indexOf('$');
  const start = image.indexOf('\\', dollar);
  let end = start;
  while (image[end] === '\\') end++;
  const name = image.slice(0, start) + image.slice(start, end - 1) + image.slice(end);
  return { ...placed, name, prefix: '', escapedText: undefined, literal: name, computable: false };
}
