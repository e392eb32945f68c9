import { statSync } from 'node:fs';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { readText, STDIN } from './read-text.ts';

/** `Name: value`, with or without the blank, as often as given: all values of a name together. @throws OffstageError */
export function readHeaders(given: readonly string[]): Record<string, string[]> {
  const headers = new Map<string, string[]>();
  for (const text of given) {
    const [, name, value] = /^([!#$%&'*+\-.^_`|~\w]+):[ \t]*(.*?)[ \t]*$/.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new OffstageError(explain('cli-bad-header', { given: text }));
    headers.set(name, [...(headers.get(name) ?? []), value]);
  }
  return Object.fromEntries(headers);
}

/** A misspelt file is not sent as a text. */
const FILE_NAME = /^[\w@./\\:~+-]*\.\w{1,8}$/;

/**
 * A body: `-` is the standard input, the name of a file its content (`file://` before it, as the AWS CLI has it, is
 * allowed), and anything else the text itself. @throws OffstageError
 */
export async function readBody(given: string | undefined): Promise<string | undefined> {
  if (given === undefined) return undefined;
  const named = given.startsWith('file://');
  const file = named ? given.slice('file://'.length) : given;
  if (file !== STDIN && !named && !FILE_NAME.test(file) && !isFile(file)) return given;
  return readText(file);
}

function isFile(name: string): boolean {
  try {
    return statSync(name).isFile();
  } catch {
    // A text that is too long, or has a character that no name has.
    return false;
  }
}
