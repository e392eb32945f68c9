import { readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

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
