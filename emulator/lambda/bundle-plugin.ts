import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

/**
 * What stays outside of a function's bundle: the AWS SDK v3, which Lambda's Node runtime brings along and which is
 * taken here from the project, and compiled add-ons. An ES module runs from a folder of its own, where Node would
 * not find the project's packages: there the import names the file itself. A package that isn't installed keeps its
 * name, so that the import fails when the code runs, as it does on Lambda.
 */
export function runtimeModules(format: 'cjs' | 'esm'): Plugin {
  return {
    name: 'lambda-runtime-modules',
    setup(build) {
      build.onResolve({ filter: /^@(aws-sdk|smithy)\// }, ({ path, resolveDir }) => ({
        path: format === 'esm' ? fileOf(path, resolveDir) : path,
        external: true,
      }));
      build.onResolve({ filter: /^\.{0,2}\/.*\.node$/ }, ({ path, resolveDir }) => ({
        path: join(resolveDir, path),
        external: true,
      }));
    },
  };
}

function fileOf(name: string, folder: string): string {
  try {
    return pathToFileURL(createRequire(join(folder, 'index.js')).resolve(name)).href;
  } catch {
    return name;
  }
}
