import { existsSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

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
  built ??= buildFromSource(new URL('./worker.ts', import.meta.url));
  return built;
}

async function buildFromSource(source: URL): Promise<URL> {
  const { build } = await import('esbuild');
  const folder = await mkdtemp(join(tmpdir(), 'offstage-worker-'));
  const outfile = join(folder, 'worker.mjs');
  await build({
    entryPoints: [fileURLToPath(source)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'silent',
  });
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return pathToFileURL(outfile);
}
