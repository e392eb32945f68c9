import type { Stats } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import type { SourceRef } from '../../errors/source-ref.ts';
import { type NamedPath, pathsFromOwnPlace } from './own-paths.ts';
import { packageAbove } from './package-above.ts';
import { placeInZip, toFiles } from './places.ts';

/** What code reads from its own place and a zip file can't have. */
export interface FileLeft {
  /** `unknown`: only the running code knows its name. */
  readonly reason: 'unknown' | 'hidden' | 'outside';
  /** As the code names it. */
  readonly path: string;
  readonly source: SourceRef;
}

export interface FilesBeside {
  /** Path in the zip file → absolute path. */
  readonly files: ReadonlyMap<string, string>;
  /** In the zip file: folders of modules that a path may lead out of, `${__dirname}/../data`. */
  readonly folders: ReadonlySet<string>;
  readonly left: readonly FileLeft[];
}

/**
 * The files that modules (absolute paths) name from their own place, `join(__dirname, 'pets.csv')` or
 * `new URL('./templates/', import.meta.url)`: they come along, as they lie beside the code here. Nothing hidden does, and nothing that a link
 * leads to outside of the root.
 * What a package can't have is its own affair; for the project's modules it is told.
 */
export async function filesBeside(root: string, modules: Iterable<string>): Promise<FilesBeside> {
  const files = new Map<string, string>();
  const folders = new Set<string>();
  const left: FileLeft[] = [];
  for (const module of modules) {
    if (!/\.[cm]?[jt]sx?$/.test(module)) continue;
    const text = await readFile(module, 'utf8');
    for (const named of pathsFromOwnPlace(text)) {
      const reason = await collect({ root, module, named, files, folders });
      if (reason === undefined || module.includes(`${sep}node_modules${sep}`)) continue;
      left.push({ reason, path: named.path, source: { file: module, ...named.place } });
    }
  }
  return { files, folders, left };
}

interface Named {
  readonly root: string;
  readonly module: string;
  readonly named: NamedPath;
  readonly files: Map<string, string>;
  readonly folders: Set<string>;
}

async function collect({ root, module, named, files, folders }: Named): Promise<FileLeft['reason'] | undefined> {
  const folder = dirname(module);
  const path = resolve(folder, named.path);
  // Nothing there yet: something that the code makes, or does without.
  if ((await statOf(path)) === undefined) return undefined;
  // A folder that the module itself lies in can hold everything, secrets among it.
  if (isWithin(folder, path)) return named.isWhole ? undefined : 'unknown';
  const home = isWithin(module, root) ? root : (packageAbove(folder)?.folder ?? folder);
  if (!isWithin(path, home)) return 'outside';
  if (named.path.split('/').some(isHidden)) return 'hidden';
  const own = posix.dirname(placeInZip(root, module));
  if (named.path.includes('..')) folders.add(toFiles(own));
  return add({ path, place: posix.join(own, named.path), above: [] }, { folder, home, files });
}

interface Found {
  readonly path: string;
  readonly place: string;
  /** True paths of the folders that led there: a link to one of them would lead round and round. */
  readonly above: readonly string[];
}

interface Whose {
  /** Of the module. */
  readonly folder: string;
  /** The root, or the package from outside of it that the module is of: no link leads out of there. */
  readonly home: string;
  readonly files: Map<string, string>;
}

/** Adds a file, or all of a folder; gives the reason why something that a link leads to was left. */
async function add({ path, place, above }: Found, whose: Whose): Promise<FileLeft['reason'] | undefined> {
  const stats = await statOf(path);
  if (stats === undefined) return undefined;
  const truePath = await realpath(path);
  if (!isWithin(truePath, whose.home)) return 'outside';
  if (relative(whose.folder, truePath).split(sep).some(isHidden)) return 'hidden';
  if (stats.isFile()) whose.files.set(toFiles(place), path);
  if (!stats.isDirectory() || above.includes(truePath)) return undefined;
  let reason: FileLeft['reason'] | undefined;
  for (const name of await readdir(path)) {
    if (isHidden(name) || name === 'node_modules') continue;
    const found = { path: join(path, name), place: posix.join(place, name), above: [...above, truePath] };
    reason = (await add(found, whose)) ?? reason;
  }
  return reason;
}

function isWithin(path: string, folder: string): boolean {
  return `${path}${sep}`.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

function isHidden(name: string): boolean {
  return name.startsWith('.') && name !== '.' && name !== '..';
}

async function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}
