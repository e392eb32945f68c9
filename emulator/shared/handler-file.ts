import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

/** A handler string taken apart. */
export type ParsedHandler =
  | { readonly kind: 'handler'; readonly modulePath: string; readonly moduleName: string; readonly exportPath: string }
  /** The text of a Runtime.MalformedHandlerName. */
  | { readonly kind: 'malformed'; readonly message: string };

/**
 * Splits `functions/pets.api.get` into the module's absolute path (without its extension) and the export's path, at
 * the first dot of the last part, as the Node runtime's UserFunction.js does.
 */
export function parseHandler(handler: string, root: string): ParsedHandler {
  if (handler.includes('..')) {
    return {
      kind: 'malformed',
      message: `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    };
  }
  const last = basename(handler);
  const dot = last.indexOf('.');
  if (dot === -1) return { kind: 'malformed', message: 'Bad handler' };
  const moduleName = last.slice(0, dot);
  return {
    kind: 'handler',
    modulePath: resolve(root, dirname(handler), moduleName),
    moduleName,
    exportPath: last.slice(dot + 1),
  };
}

/**
 * TypeScript first: where both are there, the JavaScript was made from it. The rest in the order of the runtime.
 * Without an extension comes last here: a folder of that name is more likely than such a file.
 */
const EXTENSIONS = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx', ''];
const INDEX_FILES = ['index.ts', 'index.mts', 'index.cts', 'index.js', 'index.mjs', 'index.cjs'];

/** Every path at which the module may stand, in the order in which they are tried. */
export function candidateFiles(modulePath: string): string[] {
  return [
    ...EXTENSIONS.map((extension) => modulePath + extension),
    ...INDEX_FILES.map((file) => join(modulePath, file)),
  ];
}

/** The file that holds the module: at its path, else as a package that Node finds from there. */
export function findModuleFile(modulePath: string): string | undefined {
  const beside = candidateFiles(modulePath).find(isFile);
  if (beside) return beside;
  try {
    const found = createRequire(join(dirname(modulePath), 'index.js')).resolve(basename(modulePath));
    // A name like `events` finds Node's own module.
    return isAbsolute(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Is there a file at the path? Never throws. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // No such entry, a file where a folder should be, a name that no file can have.
    return false;
  }
}
