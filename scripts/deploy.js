// npm run deploy -- --stage v1 [options of `offstage deploy`]: the pet rescue on AWS. In this very process, so that
// Ctrl-C lets it say what there is by then.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = join(project, 'dist', 'cli.js');
if (!existsSync(cli)) {
  console.error('The package is not built.\n  npm run build');
  process.exit(2);
}
process.chdir(project);
process.argv.splice(2, 0, 'deploy');
await import(pathToFileURL(cli).href);
