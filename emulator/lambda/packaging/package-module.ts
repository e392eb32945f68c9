import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BuildResult } from 'esbuild';
import type { LambdaRuntime } from '../../config/types.ts';
import type { SourceRef } from '../../errors/source-ref.ts';
import { findModuleFile, isFile } from '../../shared/handler-file.ts';
import {
  type BuildFailure,
  type BuildWarning,
  describeBuildFailure,
  describeBuildWarning,
  findModuleSyntax,
} from '../build-failure.ts';
import { buildOptions } from '../build-options.ts';
import { loadEsbuild } from '../esbuild.ts';
import { localInputs } from '../local-inputs.ts';
import { moduleFormat } from '../module-format.ts';
import { ownPlaces } from '../own-places.ts';
import { withRequire } from '../require-shim.ts';
import { type FilesBeside, filesBeside } from './files-beside.ts';
import { renameModules, renameSources } from './module-names.ts';
import { findCompiledCode, outsideModules } from './outside-modules.ts';
import { packagedPlaceOf, withPlaces } from './places.ts';

export interface ModuleToPackage {
  /** Absolute folder that becomes the root of the zip file. */
  readonly root: string;
  /** The module from there, without its extension: `functions/allPets`. */
  readonly module: string;
  readonly runtime: LambdaRuntime;
  /** Does this runtime load ES module syntax in a CommonJS file? */
  readonly requireModule: boolean;
}

export type PackagedModule =
  | {
      readonly kind: 'built';
      /** The bundle and its source map, by their paths in the zip file. */
      readonly code: ReadonlyMap<string, Uint8Array>;
      readonly beside: FilesBeside;
      readonly warnings: readonly BuildWarning[];
    }
  | { readonly kind: 'failed'; readonly failure: BuildFailure }
  /** `name`: a package, or a file of the project. */
  | { readonly kind: 'compiled-code'; readonly name: string; readonly source?: SourceRef; readonly frame?: string };

/**
 * Builds a function's module as `dev` does, but for AWS: for the Node.js of its runtime, with no path of this machine
 * in it, at the place where Lambda's runtime looks for it (`functions/allPets.js`, or `.mjs` for an ES module), with its
 * source map and the files that its code names from its own place.
 */
export async function packageModule(options: ModuleToPackage): Promise<PackagedModule> {
  // esbuild gives the true paths of modules: from a link to the folder they would lead through the whole disk.
  const root = realpathSync(options.root);
  const modulePath = join(root, options.module);
  const file = findModuleFile(modulePath);
  if (file === undefined) return { kind: 'failed', failure: { kind: 'missing-module', modulePath } };
  const format = moduleFormat(file);
  const place = `${options.module}${format === 'esm' ? '.mjs' : '.js'}`;
  const built = await build(options, { root, file, format, place });
  if ('failure' in built) return built.failure;
  const { outputFiles, warnings, metafile } = built.output;
  const modules = Object.keys(metafile.inputs);
  // Not all that esbuild makes: a stylesheet that a module imports becomes a file of its own, which nobody reads.
  const textOf = (name: string): string => outputFiles.find(({ path }) => path === join(root, name))?.text ?? '';
  const map = `${place}.map`;
  const code = new Map([
    [place, encode(finish(renameModules(textOf(place), { root, modules }), place, format))],
    [map, encode(renameSources(textOf(map), { root, place }))],
  ]);
  return {
    kind: 'built',
    code,
    beside: await filesBeside(root, modules.map((path) => resolve(root, path)).filter(isFile)),
    warnings: warnings.map((warning) => describeBuildWarning(warning, root)),
  };
}

interface Entry {
  /** With every link followed. */
  readonly root: string;
  readonly file: string;
  readonly format: 'cjs' | 'esm';
  /** Of the bundle in the zip file. */
  readonly place: string;
}

type Output = BuildResult<{ readonly metafile: true; readonly write: false }>;

async function build(
  { runtime, requireModule }: ModuleToPackage,
  { root, file, format, place }: Entry,
): Promise<{ readonly output: Output } | { readonly failure: Exclude<PackagedModule, { kind: 'built' }> }> {
  const options = buildOptions({
    file,
    format,
    folder: root,
    outfile: join(root, place),
    nodeVersion: runtime.replace(/\D/g, ''),
    plugins: [outsideModules(), ownPlaces(format, (path) => packagedPlaceOf(root, path))],
  });
  let output: Output;
  try {
    output = await loadEsbuild().build({
      ...options,
      sourcemap: 'linked',
      allowOverwrite: true,
      // Names of modules stand in the bundle as they are, and can be found.
      charset: 'utf8',
    });
  } catch (error) {
    const compiledCode = findCompiledCode(error, root);
    if (compiledCode !== undefined) return { failure: { kind: 'compiled-code', ...compiledCode } };
    return { failure: { kind: 'failed', failure: describeBuildFailure(error, { format, folder: root }) } };
  }
  if (format === 'esm' || requireModule) return { output };
  const failure = await findModuleSyntax(localInputs(output.metafile, root));
  return failure === undefined ? { output } : { failure: { kind: 'failed', failure } };
}

function finish(text: string, place: string, format: 'cjs' | 'esm'): string {
  return withPlaces(format === 'esm' ? withRequire(text, 'import.meta.url') : text, place, format);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
