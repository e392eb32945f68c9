import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { failureReason } from './failure-reason.ts';

/**
 * Writes a command's result through a draft beside the file, so that whoever reads it meanwhile (a running `dev`) sees
 * the old text or the new one. A file that is there stays as it is unless `force` says otherwise. @throws OffstageError
 */
export function writeResult(file: string, text: string, { force }: { force: boolean }): void {
  if (!force && existsSync(file)) throw new OffstageError(explain('cli-file-exists', { file }));
  const draft = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new OffstageError(explain('cli-file-unwritable', { file, reason: failureReason(error) }), error);
  }
}
