import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadEsbuild } from './esbuild.ts';

let built: Promise<URL> | undefined;

/**
 * The JavaScript file that an environment's thread runs: `dist/worker.js`, which the build puts beside the bundle or
 * above its chunks. When Offstage runs from its TypeScript sources (its own tests), it is built once per process,
 * because a thread of Node 20 can't load TypeScript.
 */
export function workerFile(): URL | Promise<URL> {
  for (const place of ['./worker.js', '../worker.js']) {
    const url = new URL(place, import.meta.url);
    if (existsSync(url)) return url;
  }
  built ??= buildFromSource();
  return built;
}

async function buildFromSource(): Promise<URL> {
  const [worker] = await Promise.all([
    buildOne(new URL('./worker.ts', import.meta.url), 'worker.mjs', 'esm'),
    buildOne(new URL('./nested-thread.ts', import.meta.url), 'nested-thread.cjs', 'cjs'),
  ]);
  return worker;
}

/** Kept among the sources' own packages. Renamed into place, because several test processes may do this at once. */
async function buildOne(source: URL, name: string, format: 'esm' | 'cjs'): Promise<URL> {
  const file = new URL(`../../node_modules/.cache/offstage/${name}`, import.meta.url);
  const outfile = `${fileURLToPath(file)}.${process.pid}`;
  await loadEsbuild().build({
    entryPoints: [fileURLToPath(source)],
    outfile,
    bundle: true,
    format,
    platform: 'node',
    target: 'node20.19',
    logLevel: 'silent',
  });
  await rename(outfile, file);
  return file;
}
