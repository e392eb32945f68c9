import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let folder;

/** The folder of this run's logs and of its copy of the project; it goes when the run ends. */
export function scratchFolder() {
  if (folder === undefined) {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-bench-')));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  }
  return folder;
}

/**
 * A copy of ../project, so that no save and no trace of a running emulator touches the repository. It finds the AWS SDK
 * among the repository's packages.
 */
export function copyProject() {
  const copy = join(scratchFolder(), 'project');
  cpSync(here('../project/'), copy, { recursive: true, force: true });
  symlinkSync(here('../../node_modules/'), join(copy, 'node_modules'), 'junction');
  return copy;
}

/** A project of these files, `{ path: text }`, in a folder of this name. */
export function writeProject(name, files) {
  const folder = join(scratchFolder(), name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
