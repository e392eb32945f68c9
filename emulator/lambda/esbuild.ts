import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** esbuild, loaded when it is first used. It is CommonJS: an import() would first search all of it for its exports. */
export function loadEsbuild(): typeof import('esbuild') {
  return require('esbuild') as typeof import('esbuild');
}
