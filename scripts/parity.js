// npm run parity -- URL [options of `offstage parity`]: the tests of test/api on the emulator and on a real stage, then
// each of their requests on both, side by side.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = join(project, 'dist', 'cli.js');
if (!existsSync(cli)) {
  console.error('The package is not built.\n  npm run build');
  process.exit(2);
}
const suite = 'npx vitest run test/api --no-file-parallelism';
const { status } = spawnSync(
  process.execPath,
  [cli, 'parity', '--folder', project, '--suite', suite, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
process.exit(status ?? 1);
