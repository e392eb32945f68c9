const WIDTH = 110;

/**
 * The line of a text that a message is about, with its number and a caret below the column: the `detail` of an
 * explanation. Lines and columns count from 1; a long line (a template in a JSON string) is cut around the column.
 */
export function codeFrame(text: string, place: { readonly line: number; readonly column: number }): string {
  const line = (text.split('\n', place.line)[place.line - 1] ?? '').trimEnd();
  const column = Math.min(Math.max(place.column, 1), line.length + 1);
  const start = line.length <= WIDTH ? 0 : Math.max(0, Math.min(column - 1 - WIDTH / 2, line.length - WIDTH));
  const shown = line.slice(start, start + WIDTH);
  const before = start > 0 ? '…' : '';
  const after = start + WIDTH < line.length ? '…' : '';
  const gutter = String(place.line);
  // A tab is as wide as the terminal makes it: what stands below it has to be a tab as well.
  const indent = `${before && ' '}${shown.slice(0, column - 1 - start)}`.replace(/[^\t]/g, ' ');
  return `${gutter} | ${before}${shown}${after}\n${' '.repeat(gutter.length)} | ${indent}^`;
}
