import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import type { Ignored } from './compare.ts';

/** Reads what --ignore says: `header:NAME`, or `body:REGULAR EXPRESSION`. @throws OffstageError */
export function readIgnored(given: readonly string[]): Ignored {
  const headers = new Set<string>();
  const bodies: RegExp[] = [];
  for (const one of given) {
    const colon = one.indexOf(':');
    const [kind, what] = [one.slice(0, colon), one.slice(colon + 1)];
    if (what === '' || (kind !== 'header' && kind !== 'body'))
      throw refusal(one, 'it names neither a header nor a part of bodies');
    if (kind === 'header') headers.add(what.toLowerCase());
    else bodies.push(readPattern(what, one));
  }
  return { headers, bodies };
}

function readPattern(source: string, given: string): RegExp {
  let pattern: RegExp;
  try {
    pattern = new RegExp(source, 'g');
  } catch (error) {
    throw refusal(given, (error as Error).message);
  }
  // `.*` would ignore every body.
  if (pattern.test('')) throw refusal(given, 'it fits nothing at all, and so every text');
  return pattern;
}

function refusal(given: string, reason: string): OffstageError {
  return new OffstageError(explain('parity-bad-ignore', { given, reason }));
}
