import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** A copy of ../project, so that no save and no trace of a running emulator touches the repository. */
export function copyProject() {
  const copy = join(scratchFolder(), 'project');
  cpSync(fileURLToPath(new URL('../project/', import.meta.url)), copy, { recursive: true, force: true });
  return copy;
}
