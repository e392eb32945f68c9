import { LITERALS } from './pattern.ts';

/** Condition keys by name in lower case. */
export type KeyValues = ReadonlyMap<string, readonly string[]>;

/**
 * Fills in policy variables: `${aws:username}`, with a default `${aws:username, 'nobody'}`, and `${*}`, `${?}`, `${$}`
 * for these characters themselves. A value's own wildcards are text. Undefined when a variable has no value: then
 * nothing matches.
 */
export function resolveVariables(pattern: string, keys: KeyValues): string | undefined {
  if (!pattern.includes('${')) return pattern;
  let missing = false;
  const text = pattern.replace(VARIABLE, (_, name: string, fallback: string | undefined) => {
    const special = LITERALS.get(name);
    if (special !== undefined) return special;
    const [value = fallback, more] = keys.get(name.toLowerCase()) ?? [];
    if (value === undefined || more !== undefined) missing = true;
    return (value ?? '').replace(/[*?]/g, (character) => LITERALS.get(character) ?? character);
  });
  return missing ? undefined : text;
}

/** A name ends where another variable begins: a text of many beginnings is read once, and not once from each. */
const VARIABLE = /\$\{\s*([$]|[^${},\s]+)\s*(?:,\s*'([^']*)'\s*)?\}/g;
