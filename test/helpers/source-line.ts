import { SourceMap } from 'node:module';

/** Where a line of a source ended up in a script, as an editor finds it: through the script's inline source map. */
export interface MappedScript {
  /** URLs of the sources that the script was made from. */
  readonly sources: readonly string[];
  /** Zero-based place in the script of a one-based line of the source. */
  placeOf(source: string, line: number): { readonly lineNumber: number; readonly columnNumber: number };
  /** One-based line and URL of the source that stands at a zero-based place of the script. */
  sourceAt(place: { readonly lineNumber: number; readonly columnNumber: number }): { source: string; line: number };
}

/** Reads the `sourceMapURL` of a Debugger.scriptParsed: sources are resolved from its source root and its own URL. */
export function readSourceMap(scriptUrl: string, sourceMapUrl: string): MappedScript {
  const json = Buffer.from(sourceMapUrl.replace(/^data:application\/json;base64,/, ''), 'base64').toString('utf8');
  const payload = JSON.parse(json);
  const urlOf = (source: string): string => new URL((payload.sourceRoot ?? '') + source, scriptUrl).href;
  const map = new SourceMap(payload);
  return {
    sources: (payload.sources as string[]).map(urlOf),
    placeOf(source, line) {
      for (let lineNumber = 0; lineNumber < 10_000; lineNumber++) {
        for (let columnNumber = 0; columnNumber < 200; columnNumber++) {
          const entry = map.findEntry(lineNumber, columnNumber);
          if (!('originalLine' in entry) || entry.originalLine !== line - 1) continue;
          if (entry.generatedLine === lineNumber && fits(entry.originalSource, source)) {
            return { lineNumber, columnNumber: entry.generatedColumn };
          }
        }
      }
      throw new Error(`nothing of ${source}:${line} in ${scriptUrl}`);
    },
    sourceAt({ lineNumber, columnNumber }) {
      const entry = map.findEntry(lineNumber, columnNumber);
      if (!('originalLine' in entry)) throw new Error(`nothing at ${lineNumber}:${columnNumber}`);
      return { source: urlOf(stripRoot(entry.originalSource)), line: entry.originalLine + 1 };
    },
  };
  function stripRoot(source: string): string {
    return payload.sourceRoot && source.startsWith(payload.sourceRoot)
      ? source.slice(payload.sourceRoot.length)
      : source;
  }
  function fits(found: string, wanted: string): boolean {
    return urlOf(stripRoot(found)) === wanted;
  }
}
