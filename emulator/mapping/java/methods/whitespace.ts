/** Character.isWhitespace: no no-break space, but the four separators of ASCII. */
export function isJavaWhitespace(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code < 128) return code === 32 || (code >= 9 && code <= 13) || (code >= 28 && code <= 31);
  return code !== 0xa0 && code !== 0x2007 && code !== 0x202f && code !== 0xfeff && /\s/.test(character);
}

/** String.strip, on one side or both. */
export function strip(text: string, leading: boolean, trailing: boolean): string {
  let start = 0;
  let end = text.length;
  if (leading) while (start < end && isJavaWhitespace(text[start] ?? '')) start++;
  if (trailing) while (end > start && isJavaWhitespace(text[end - 1] ?? '')) end--;
  return text.slice(start, end);
}
