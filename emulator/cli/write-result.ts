import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';

/**
 * Writes a command's result: whole or not at all, through a draft beside the file. A file that is there stays as it is
 * unless `force` says otherwise. @throws OffstageError
 */
export function writeResult(file: string, text: string, { force }: { force: boolean }): void {
  if (!force && existsSync(file)) throw new OffstageError(explain('cli-file-exists', { file }));
  const draft = `${file}.${process.pid}.draft`;
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new OffstageError(explain('cli-file-unwritable', { file, reason: (error as Error).message }), error);
  }
}
