import { readFileSync } from 'node:fs';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';

/** What stands for the standard input where a file is asked for. */
export const STDIN = '-';

/** The content of a file, or of the standard input for `-`. @throws OffstageError when it can't be read */
export function readText(file: string): string {
  try {
    return readFileSync(file === STDIN ? process.stdin.fd : file, 'utf8');
  } catch (error) {
    const name = file === STDIN ? 'The standard input' : file;
    throw new OffstageError(explain('cli-file-unreadable', { file: name, reason: (error as Error).message }), error);
  }
}
