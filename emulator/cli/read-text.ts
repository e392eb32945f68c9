import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { failureReason } from './failure-reason.ts';

/** What stands for the standard input where a file is asked for. */
export const STDIN = '-';

/**
 * The content of a file, or of the standard input for `-`, as UTF-8 and without a byte order mark.
 * @throws OffstageError when it can't be read
 */
export async function readText(file: string): Promise<string> {
  try {
    // A read that doesn't wait for the program before the pipe would fail with EAGAIN: hence the stream.
    return file === STDIN ? await text(process.stdin) : readTextFile(file);
  } catch (error) {
    const name = file === STDIN ? 'The standard input' : file;
    throw new OffstageError(explain('cli-file-unreadable', { file: name, reason: failureReason(error) }), error);
  }
}

/** The text of a file, likewise. @throws what Node throws */
export function readTextFile(file: string): string {
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}
