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
    const isPackage = module.includes(`${sep}node_modules${sep}`);
    const text = await readFile(module, 'utf8');
    for (const named of pathsFromOwnPlace(text)) {
      const leave = (reason: FileLeft['reason'], path = named.path): void => {
        if (!isPackage) left.push({ reason, path, source: { file: module, ...named.place } });
      };
      await collect({ root, module, named, files, folders, leave });
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
  readonly leave: (reason: FileLeft['reason'], path?: string) => void;
}

async function collect({ root, module, named, files, folders, leave }: Named): Promise<void> {
  const folder = dirname(module);
  const path = resolve(folder, named.path);
  // Nothing there yet: something that the code makes, or does without.
  if ((await statOf(path)) === undefined) return;
  if (isWithin(folder, path)) {
    // A folder that the module itself lies in can hold everything, secrets among it.
    if (!named.isWhole) leave('unknown');
    return;
  }
  const home = isWithin(module, root) ? root : (packageAbove(folder)?.folder ?? folder);
  if (!isWithin(path, home)) return leave('outside');
  if (named.path.split('/').some(isHidden)) return leave('hidden');
  const own = posix.dirname(placeInZip(root, module));
  if (named.path.includes('..')) folders.add(toFiles(own));
  await add({ path, place: posix.join(own, named.path), above: [] }, { folder, home, files, leave });
}

interface Found {
  readonly path: string;
  readonly place: string;
  /** True paths of the folders that led there: a link to one of them would lead round and round. */
  readonly above: readonly string[];
}

interface Whose extends Pick<Named, 'files' | 'leave'> {
  /** Of the module. */
  readonly folder: string;
  /** The root, or the package from outside of it that the module is of: no link leads out of there. */
  readonly home: string;
}

/** Adds a file, or all of a folder, but for what links lead to outside of the project or to hidden files. */
async function add({ path, place, above }: Found, whose: Whose): Promise<void> {
  const stats = await statOf(path);
  if (stats === undefined) return;
  const { folder, home, files, leave } = whose;
  const truePath = await realpath(path);
  const named = `./${relative(folder, path).split(sep).join('/')}`;
  if (!isWithin(truePath, home)) return leave('outside', named);
  if (relative(folder, truePath).split(sep).some(isHidden)) return leave('hidden', named);
  if (stats.isFile()) files.set(toFiles(place), path);
  if (!stats.isDirectory() || above.includes(truePath)) return;
  for (const name of await readdir(path)) {
    if (isHidden(name) || name === 'node_modules') continue;
    const found = { path: join(path, name), place: posix.join(place, name), above: [...above, truePath] };
    await add(found, whose);
  }
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
