import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { SiteConfig } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { findObject, type Missing, type SiteObject } from '../../static-site/find-object.ts';
import { PAGE_CONFIG_KEY } from '../../static-site/page-config.ts';

/** The largest file that is read at once. */
const MOST_BYTES = 2_000_000_000;

/**
 * The site's files as objects, sorted by key: those that the local site serves, no more and no less. So nothing hidden is
 * among them, and no link out of the folder; nor the script with the API's address, which a deploy makes. Throws an
 * OffstageError for a file that can't be read or sent.
 */
export async function listSiteFiles({ root }: SiteConfig): Promise<readonly SiteObject[]> {
  const top = await realpath(root).catch(() => undefined);
  if (top === undefined || !(await stat(top)).isDirectory()) {
    throw new OffstageError(explain('deploy-site-missing', { root }));
  }
  const objects: SiteObject[] = [];
  for (const key of await keysBelow(root, '', [top])) {
    if (key === PAGE_CONFIG_KEY) continue;
    const found = await findObject(root, key);
    if (found.kind === 'object') objects.push(checkSize(found.object));
    else checkReadable(found, join(root, key));
  }
  return objects.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** A file's bytes, or what else is made of it. Throws an OffstageError when it can't be read any more. */
export async function readingSiteFile<T>({ root, path }: SiteObject, read: (file: string) => Promise<T>): Promise<T> {
  const file = join(root, path);
  try {
    return await read(file);
  } catch (error) {
    throw unreadable(file, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

/** `above`: the true paths of the folders that lead there. A link to one of them would lead round and round. */
async function keysBelow(root: string, prefix: string, above: readonly string[]): Promise<string[]> {
  const keys: string[] = [];
  const folder = join(root, prefix);
  for (const { name } of await readFolder(folder)) {
    if (name.startsWith('.')) continue;
    const path = join(folder, name);
    if (!(await stat(path).catch(() => undefined))?.isDirectory()) {
      keys.push(prefix + name);
      continue;
    }
    const truePath = await realpath(path);
    // A link out of the root may lead to the whole disk, and nothing of it is served.
    const isWithin = truePath.startsWith(`${above[0]}${sep}`);
    if (isWithin && !above.includes(truePath))
      keys.push(...(await keysBelow(root, `${prefix}${name}/`, [...above, truePath])));
  }
  return keys;
}

async function readFolder(folder: string): Promise<readonly { readonly name: string }[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function checkReadable(missing: Missing, file: string): void {
  if (missing.reason === 'unreadable') throw unreadable(file, missing.cause);
}

function unreadable(file: string, cause: string): OffstageError {
  return new OffstageError(explain('deploy-site-unreadable', { file, cause }));
}

function checkSize(object: SiteObject): SiteObject {
  if (object.size <= MOST_BYTES) return object;
  const file = join(object.root, object.path);
  throw new OffstageError(explain('deploy-site-file-too-large', { file, bytes: object.size }));
}
