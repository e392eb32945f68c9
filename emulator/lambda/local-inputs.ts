import { resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { REQUIRED } from './runtime-modules.ts';

/** Absolute paths of what the build read outside node_modules, with the format that esbuild saw in each. */
export function localInputs(metafile: Metafile, folder: string): Map<string, 'cjs' | 'esm' | undefined> {
  const files = new Map<string, 'cjs' | 'esm' | undefined>();
  for (const [path, { format }] of Object.entries(metafile.inputs)) {
    if (path.startsWith(`${REQUIRED}:`)) continue;
    const file = resolve(folder, path);
    if (!file.includes('/node_modules/') && !file.includes('\\node_modules\\')) files.set(file, format);
  }
  return files;
}
