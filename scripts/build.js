// Builds dist/: the library, the CLI and the worker thread's entry as plain JavaScript, then the type declarations.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);

// `npm install` in a project that depends on this folder runs `prepare` here: what is built then stays, so that a
// running emulator doesn't lose its files.
const forAnother = process.env.npm_lifecycle_event === 'prepare' && process.env.INIT_CWD !== root;
if (forAnother && existsSync('dist/cli.js')) process.exit(0);

rmSync('dist', { recursive: true, force: true });

run('scripts/bundle.js', 'dist');
chmodSync('dist/cli.js', 0o755);

run(
  join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc'),
  '-p',
  'tsconfig.build.json',
);

function run(...command) {
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
