import { createHash } from 'node:crypto';

/** Room for what is put behind a name: a logical id has 255 characters at most. */
const LONGEST = 100;

/**
 * Names → the letters and digits that a logical id may have: `all-pets` → `AllPets`, `DB_PASSWORD` → `DbPassword`.
 * Names that would become the same get a piece of their hash, each of them, so that the order decides nothing.
 */
export function logicalNames(names: Iterable<string>): ReadonlyMap<string, string> {
  const ids = new Map([...names].map((name) => [name, pascalCase(name)]));
  const counts = new Map<string, number>();
  for (const id of ids.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return new Map([...ids].map(([name, id]) => [name, counts.get(id) === 1 && id !== '' ? id : id + shortHash(name)]));
}

/** Ten hexadecimal digits of a text. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

function pascalCase(name: string): string {
  const words = name.match(/[A-Za-z0-9]+/g) ?? [];
  const cased = words.map((word) => {
    const rest = word.slice(1);
    return word.charAt(0).toUpperCase() + (/^[A-Z0-9]+$/.test(word) ? rest.toLowerCase() : rest);
  });
  return cased.join('').slice(0, LONGEST);
}
