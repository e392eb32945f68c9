import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { suggest } from '../errors/suggest.ts';

/** A site with more entries than this is not searched to its end: a hint is not worth a second of disk work. */
const MOST_ENTRIES = 2000;

/** The key below `root` that a mistyped key was probably meant to be: the nearest spelling, or the same name elsewhere. */
export async function findNearestKey(root: string, key: string): Promise<string | undefined> {
  const keys = await listKeys(root);
  const name = key.slice(key.lastIndexOf('/') + 1).toLowerCase();
  return suggest(key, keys) ?? keys.find((one) => one.slice(one.lastIndexOf('/') + 1).toLowerCase() === name);
}

async function listKeys(root: string): Promise<string[]> {
  const keys: string[] = [];
  const folders = [''];
  let seen = 0;
  for (const folder of folders) {
    for (const entry of await readFolder(join(root, folder))) {
      if (entry.name.startsWith('.')) continue;
      if (++seen > MOST_ENTRIES) return keys;
      if (entry.isDirectory()) folders.push(`${folder}${entry.name}/`);
      if (entry.isFile()) keys.push(`${folder}${entry.name}`);
    }
  }
  return keys;
}

async function readFolder(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}
