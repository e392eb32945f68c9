// Builds dist/: the library, the CLI and the worker thread's entry as plain JavaScript, bundled so that a start
// reads three files instead of a hundred; then the type declarations.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

// `npm install` in a project that depends on this folder runs `prepare` here: what is built then stays, so that a
// running emulator doesn't lose its files.
const forAnother = process.env.npm_lifecycle_event === 'prepare' && process.env.INIT_CWD !== root;
if (forAnother && existsSync('dist/cli.js')) process.exit(0);

rmSync('dist', { recursive: true, force: true });

await build({
  entryPoints: { index: 'emulator/index.ts', cli: 'emulator/cli/main.ts', worker: 'emulator/lambda/worker.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  // Bundled from its modules: loading the CommonJS build costs 15 ms at each start, this 3.
  alias: { 'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js' },
  sourcemap: true,
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
});
chmodSync('dist/cli.js', 0o755);

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
const types = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
process.exit(types.status ?? 1);
