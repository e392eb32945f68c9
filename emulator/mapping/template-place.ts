import type { SourceRef } from '../errors/source-ref.ts';

/**
 * Where a line and column of a template are in the file that has its text, line by line, from `source` on: a file of
 * its own, or a block of a YAML document, whose lines are all indented like the first.
 */
export function placeInFile(source: SourceRef, { line, column }: { line: number; column: number }): SourceRef {
  return { file: source.file, line: source.line + line - 1, column: source.column + column - 1 };
}
