import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildContext, BuildOptions } from 'esbuild';
import { buildOptions } from './build-options.ts';
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
  const context = await loadEsbuild().context({
    ...buildOptions({
      file,
      format,
      folder,
      outfile: join(folder, `${id}-${basename(file)}.js`),
      nodeVersion: process.versions.node,
      plugins: [runtimeModules(format), ownPlaces(format)],
    }),
    // The names of sources start from there, wherever the code lies.
    sourceRoot: `${pathToFileURL(folder).href}/`,
    sourcemap: 'inline',
    // It finds the file all the same: the code runs beside its node_modules.
    logOverride: { 'require-resolve-not-external': 'silent' },
  });
  return { file, format, context };
}
