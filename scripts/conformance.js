// npm run conformance -- KIT [options of its runner]: runs a conformance kit against the built package.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const [kit, ...rest] = process.argv.slice(2);
if (kit === undefined || !existsSync(join(resolve(kit), 'run.mjs'))) {
  console.error(
    `${kit === undefined ? 'No folder given' : `${kit} has no run.mjs`}.\n  npm run conformance -- FOLDER-OF-A-KIT`,
  );
  process.exit(2);
}
if (!existsSync(join(project, 'dist', 'index.js'))) {
  console.error('The package is not built.\n  npm run build');
  process.exit(2);
}
const { status } = spawnSync(process.execPath, [join(resolve(kit), 'run.mjs'), '--project', project, ...rest], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
