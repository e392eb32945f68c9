import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A file or folder in Offstage's own folder in a project: what lies there belongs to this machine and is never committed. */
export function ownFile(root: string, name: string): string {
  return join(root, FOLDER, name);
}

const FOLDER = '.offstage';

/**
 * Writes a file of the own folder, readable for its owner alone and whole at every moment. With `keep` a file that is
 * there by then stays, and false is given.
 */
export function writeOwnFile(
  root: string,
  name: string,
  text: string,
  options: { readonly keep?: boolean } = {},
): boolean {
  const file = ownFile(root, name);
  const draft = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  // Whatever the project's own .gitignore says.
  writeFileSync(ownFile(root, '.gitignore'), '*\n');
  rmSync(draft, { force: true });
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    // Unlike a rename, a link never takes the place of a file.
    if (options.keep) linkSync(draft, file);
    else renameSync(draft, file);
    return true;
  } catch (error) {
    if (options.keep && (error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
