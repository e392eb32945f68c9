import { statSync } from 'node:fs';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';

/** Throws an OffstageError unless a command's argument is a folder. */
export function requireFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  throw new OffstageError(explain('cli-no-such-folder', { folder }));
}
