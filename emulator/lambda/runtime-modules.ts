import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OnLoadResult, OnResolveArgs, OnResolveResult, Plugin } from 'esbuild';
import { hasCompiledCode, PACKAGE } from './compiled-code.ts';
import { moduleFormat } from './module-format.ts';

/** The AWS SDK v3, which every Node.js runtime of Lambda brings along. */
export const RUNTIME_SDK: RegExp = /^@(aws-sdk|smithy)\//;

/**
 * What stays outside of a function's bundle: the AWS SDK v3, which Lambda's Node runtime brings along and which is
 * taken here from the project, and packages with compiled code, which look for it beside their own files. The import
 * then names the file, found from where the import stands: a bundle runs from another place. A package that isn't
 * installed keeps its name, so that the import fails when the code runs, as it does on Lambda.
 */
export function runtimeModules(format: 'cjs' | 'esm'): Plugin {
  return {
    name: 'lambda-runtime-modules',
    setup(build) {
      const external = ({ path, resolveDir, kind }: OnResolveArgs): OnResolveResult => {
        const file = fileOf(path, resolveDir);
        const isImported = kind === 'dynamic-import' || (format === 'esm' && kind === 'import-statement');
        return { path: file && isImported ? pathToFileURL(file).href : (file ?? path), external: true };
      };
      build.onResolve({ filter: RUNTIME_SDK }, (args) => {
        const file = args.kind === 'import-statement' && format === 'esm' && fileOf(args.path, args.resolveDir);
        return file && moduleFormat(file) === 'cjs' ? { path: file, namespace: REQUIRED } : external(args);
      });
      build.onLoad({ filter: /./, namespace: REQUIRED }, ({ path }) => requiring(path));
      build.onResolve({ filter: /./, namespace: REQUIRED }, ({ path }) => ({ path, external: true }));
      build.onResolve({ filter: PACKAGE }, (args) =>
        hasCompiledCode(args.path, args.resolveDir) ? external(args) : undefined,
      );
      build.onResolve({ filter: /^(\.{0,2}\/|[A-Za-z]:\\).*\.node$/ }, ({ path, resolveDir }) => ({
        path: resolve(resolveDir, path),
        external: true,
      }));
      // A package whose main file is an add-on.
      build.onLoad({ filter: /\.node$/ }, ({ path }) => requiring(path));
    },
  };
}

/**
 * Modules that an ES module imports and gets by `require`: Node's import of a CommonJS package reads it a second time,
 * in search of its names, which for a client of the SDK takes longer than the rest of a cold start.
 */
export const REQUIRED = 'required';

function requiring(file: string): OnLoadResult {
  return { contents: `module.exports = require(${JSON.stringify(file)});`, loader: 'js' };
}

function fileOf(name: string, folder: string): string | undefined {
  try {
    return createRequire(join(folder, 'index.js')).resolve(name);
  } catch {
    return undefined;
  }
}
