/** A text as a regular expression has to be written to match it and nothing else, also inside a class. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
