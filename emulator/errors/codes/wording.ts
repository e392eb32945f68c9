/** A name or value as it stands in JSON. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** `a, b and c` */
export function list(words: readonly string[]): string {
  return join(words, 'and');
}

/** `"a", "b" or "c"` */
export function choose(words: readonly string[]): string {
  return join(words.map(quote), 'or');
}

function join(words: readonly string[], word: string): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${word} ${words.at(-1)}`;
}
