import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';

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

/** Every path at which the module may stand, in the order in which they are tried. */
export function candidateFiles(modulePath: string): string[] {
  return [
    ...EXTENSIONS.map((extension) => modulePath + extension),
    ...INDEX_FILES.map((file) => join(modulePath, file)),
  ];
}

const INDEX_FILES = ['index.ts', 'index.mts', 'index.cts', 'index.js', 'index.mjs', 'index.cjs'];

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

/** How Node would load the file: by its extension, else by the `type` of the nearest package.json. */
export function moduleFormat(file: string): 'cjs' | 'esm' {
  const extension = extname(file);
  if (extension === '.mjs' || extension === '.mts') return 'esm';
  if (extension === '.cjs' || extension === '.cts') return 'cjs';
  return packageType(dirname(file)) === 'module' ? 'esm' : 'cjs';
}

function packageType(folder: string): unknown {
  if (basename(folder) === 'node_modules') return undefined;
  try {
    return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { type?: unknown } | null)?.type;
  } catch (error) {
    // One that is there and can't be read means CommonJS, as on Lambda.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return undefined;
  }
  const above = dirname(folder);
  return above === folder ? undefined : packageType(above);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
