import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import type { BuildFailure as EsbuildFailure, Location, Message } from 'esbuild';
import type { SourceRef } from '../errors/source-ref.ts';
import { candidateFiles } from '../shared/handler-file.ts';
import { moduleFormat } from './module-format.ts';

/** Why a function has no code to run. */
export type BuildFailure =
  /** The handler's module is nowhere. */
  | { readonly kind: 'missing-module'; readonly modulePath: string }
  /** A file imports what isn't there. */
  | {
      readonly kind: 'unresolved-import';
      readonly name: string;
      readonly format: 'cjs' | 'esm';
      readonly source: SourceRef;
      readonly frame: string;
    }
  /** A file imports one that holds no module. */
  | {
      readonly kind: 'file-type';
      readonly extension: string;
      /** Absolute path of what is imported. */
      readonly file: string;
      readonly format: 'cjs' | 'esm';
      readonly source: SourceRef;
      readonly frame: string;
    }
  /** The code can't be parsed. */
  | { readonly kind: 'syntax'; readonly message: string; readonly source?: SourceRef; readonly frame?: string }
  /** ES module syntax in a file that Lambda loads as CommonJS. */
  | { readonly kind: 'module-syntax'; readonly message: string; readonly source: SourceRef; readonly frame: string };

/** Reads esbuild's own report. Its first error is the one that Node would have stopped at. */
export function describeBuildFailure(
  error: unknown,
  { format, folder }: { format: 'cjs' | 'esm'; folder: string },
): BuildFailure {
  const first = (error as Partial<EsbuildFailure> | undefined)?.errors?.[0];
  if (!first) return { kind: 'syntax', message: String(error) };
  const { location } = first;
  if (!location) return { kind: 'syntax', message: first.text };
  const source = placeOf(location, folder);
  const frame = codeFrame(location);
  const name = unresolvedName(first);
  if (name !== undefined) return { kind: 'unresolved-import', name, format, source, frame };
  const { extension, file } = unknownType(first) ?? {};
  if (extension !== undefined && file !== undefined) {
    return { kind: 'file-type', extension, file: resolve(folder, file), format, source, frame };
  }
  return { kind: 'syntax', message: first.text, source, frame };
}

/** What esbuild finds odd in code that it can build; of packages it says nothing. */
export interface BuildWarning {
  readonly message: string;
  readonly source?: SourceRef;
  readonly frame?: string;
}

export function describeBuildWarning({ text, location }: Message, folder: string): BuildWarning {
  if (!location) return { message: text };
  return { message: text, source: placeOf(location, folder), frame: codeFrame(location) };
}

/** esbuild gives errors no code: the text is all there is to tell these by. */
function unresolvedName({ text }: Message): string | undefined {
  return /^Could not resolve "(.*)"/.exec(text)?.[1];
}

function unknownType({ text }: Message): { extension?: string; file?: string } | undefined {
  return /^No loader is configured for "(?<extension>.*)" files: (?<file>.*)$/.exec(text)?.groups;
}

/** Where a file would have to appear to mend the failure: worth watching. */
export function unresolvedCandidates(failure: BuildFailure): string[] {
  if (failure.kind !== 'unresolved-import' || !failure.name.startsWith('.')) return [];
  return candidateFiles(resolve(dirname(failure.source.file), failure.name));
}

/**
 * esbuild takes import and export in any file; Lambda's Node (without require of ES modules) takes them only in
 * .mjs files or below a package.json of type module. Looks for the first JavaScript file that would fail there.
 */
export async function findModuleSyntax(
  read: ReadonlyMap<string, 'cjs' | 'esm' | undefined>,
): Promise<BuildFailure | undefined> {
  for (const [file, format] of read) {
    if (format !== 'esm' || (extname(file) !== '.js' && extname(file) !== '.cjs') || moduleFormat(file) === 'esm')
      continue;
    return moduleSyntaxAt(file, await readFile(file, 'utf8'));
  }
  return undefined;
}

function moduleSyntaxAt(file: string, text: string): BuildFailure {
  const lines = text.split(/\r?\n/);
  const index = Math.max(
    lines.findIndex((line) => /^\s*(import[\s{*'"]|export[\s{*])/.test(line)),
    0,
  );
  const lineText = lines[index] ?? '';
  const column = lineText.length - lineText.trimStart().length;
  const message = lineText.trimStart().startsWith('export')
    ? "Unexpected token 'export'"
    : 'Cannot use import statement outside a module';
  return {
    kind: 'module-syntax',
    message,
    source: { file, line: index + 1, column: column + 1 },
    frame: codeFrame({ line: index + 1, column, length: 6, lineText }),
  };
}

/** esbuild names files from its working directory, and counts columns from 0 in bytes. */
function placeOf({ file, line, column, lineText }: Location, folder: string): SourceRef {
  return { file: resolve(folder, file), line, column: Buffer.from(lineText).subarray(0, column).toString().length + 1 };
}

/** The line and a row of carets below the place. Tabs stay tabs, so that the carets stand where they should. */
function codeFrame({
  line,
  column,
  length,
  lineText,
}: Pick<Location, 'line' | 'column' | 'length' | 'lineText'>): string {
  const gutter = `${line} | `;
  const before = Buffer.from(lineText).subarray(0, column).toString().replace(/[^\t]/g, ' ');
  return `${gutter}${lineText}\n${' '.repeat(gutter.length - 2)}| ${before}${'^'.repeat(Math.max(1, length))}`;
}
