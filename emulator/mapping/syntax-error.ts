/** A text that is no mapping template. Lines and columns count from 1, inside the template. */
export class TemplateSyntaxError extends Error {
  /** The message without the place. */
  readonly reason: string;
  readonly line: number;
  readonly column: number;
  /** Characters before the place, for callers that map it to a place in a file of their own. */
  readonly offset: number;

  constructor(template: string, offset: number, reason: string) {
    const place = placeOf(template, offset);
    super(`${reason} (line ${place.line}, column ${place.column})`);
    this.name = 'TemplateSyntaxError';
    this.reason = reason;
    this.line = place.line;
    this.column = place.column;
    this.offset = offset;
  }
}

/** Line and column, both from 1, of the character at `offset`. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}
