import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildContext, BuildOptions, Loader } from 'esbuild';
import { loadEsbuild } from './esbuild.ts';
import { ownPlaces } from './own-places.ts';
import type { FunctionCode } from './protocol.ts';
import { runtimeModules } from './runtime-modules.ts';

/** esbuild's incremental context for one entry file. */
export interface Compiler {
  readonly file: string;
  readonly format: FunctionCode['format'];
  readonly context: BuildContext<BuildOptions & { metafile: true; write: false }>;
}

/**
 * Prepares the builds of one module: everything it imports in one text, but for Node's own modules, those that
 * Lambda's runtime brings along, and packages with compiled code. All compilers of the process share esbuild's one
 * service process. `id` names what it makes among the others.
 */
export async function createCompiler(file: string, format: FunctionCode['format'], id: string): Promise<Compiler> {
  const folder = dirname(file);
  const compiler = await loadEsbuild().context({
    entryPoints: [file],
    // Never written there: the names of sources start from it, and the source root says so wherever the code lies.
    outfile: join(folder, `${id}-${basename(file)}.js`),
    sourceRoot: `${pathToFileURL(folder).href}/`,
    absWorkingDir: folder,
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: `node${process.versions.node}`,
    format,
    sourcemap: 'inline',
    sourcesContent: false,
    // errorType is often a class's name: a name that the bundle has twice must not become `NotFound2`.
    keepNames: true,
    legalComments: 'none',
    logLevel: 'silent',
    // It finds the file all the same: the code runs beside its node_modules.
    logOverride: { 'require-resolve-not-external': 'silent' },
    loader: TEXT_FILES,
    plugins: [runtimeModules(format), ownPlaces(format)],
  });
  return { file, format, context: compiler };
}

/**
 * Files that an import gives as text. esbuild itself knows .txt and .json; the others are those that projects set
 * their bundlers to read so. Any other file is text with `with { type: 'text' }`.
 */
const TEXT_FILES: Readonly<Record<string, Loader>> = Object.fromEntries(
  ['txt', 'html', 'htm', 'graphql', 'gql', 'sql', 'md', 'vtl', 'vm', 'xml', 'svg', 'csv', 'pem'].map((name) => [
    `.${name}`,
    'text',
  ]),
);
