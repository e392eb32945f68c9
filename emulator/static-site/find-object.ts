import type { Stats } from 'node:fs';
import { access, constants, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { toKeyFile } from './resolve.ts';

/** A file of the site, as the bucket would hold it. */
export interface SiteObject {
  readonly key: string;
  /** Absolute, with every link followed: `root` and `path` joined. */
  readonly root: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly stats: Stats;
}

/** Why a key has no object. `unreadable` carries the system's code, e.g. `EACCES`. */
export type Missing =
  | { readonly kind: 'missing'; readonly reason: 'no-file' | 'hidden' | 'impossible' | 'outside-root' }
  | { readonly kind: 'missing'; readonly reason: 'unreadable'; readonly cause: string };

export type Lookup = { readonly kind: 'object'; readonly object: SiteObject } | Missing;

/**
 * Key → file below the site's root. Links are followed, and what they lead to must lie below the root and be no
 * dotfile either. Throws only what is neither the file's nor the visitor's fault, such as too many open files.
 */
export async function findObject(siteRoot: string, key: string): Promise<Lookup> {
  const keyFile = toKeyFile(key);
  if (keyFile.kind !== 'file') return { kind: 'missing', reason: keyFile.kind };
  try {
    const root = await realpath(siteRoot);
    const wanted = join(root, ...keyFile.segments);
    const file = await realpath(wanted);
    const path = relative(root, file);
    if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) {
      return { kind: 'missing', reason: 'outside-root' };
    }
    if (path.split(sep).some((name) => name.startsWith('.'))) return { kind: 'missing', reason: 'hidden' };
    if (!(await isSpelledSo(root, keyFile.segments, wanted, file))) return { kind: 'missing', reason: 'no-file' };
    const stats = await stat(file);
    if (!stats.isFile()) return { kind: 'missing', reason: 'no-file' };
    await access(file, constants.R_OK);
    return { kind: 'object', object: { key, root, path, size: stats.size, stats } };
  } catch (error) {
    return toMissing(error);
  }
}

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL', 'ELOOP']);
const FORBIDDEN = new Set(['EACCES', 'EPERM']);

function toMissing(error: unknown): Missing {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (ABSENT.has(code)) return { kind: 'missing', reason: 'no-file' };
  if (FORBIDDEN.has(code)) return { kind: 'missing', reason: 'unreadable', cause: code };
  throw error;
}

/**
 * Keys are case-sensitive, the disks of macOS and Windows are not: `About.html` would be found here and missing on
 * AWS. Where the true path differs from the wanted one in case alone, the folders are asked for the names themselves.
 */
async function isSpelledSo(root: string, segments: readonly string[], wanted: string, file: string): Promise<boolean> {
  if (wanted === file || wanted.toLowerCase() !== file.toLowerCase()) return true;
  let folder = root;
  for (const name of segments) {
    if (!(await readdir(folder)).includes(name)) return false;
    folder = join(folder, name);
  }
  return true;
}
