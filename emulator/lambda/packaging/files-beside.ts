import type { Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, posix, resolve, sep } from 'node:path';
import type { SourceRef } from '../../errors/source-ref.ts';
import { type NamedPath, pathsFromOwnPlace } from './own-paths.ts';
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
 * `new URL('./templates/', import.meta.url)`: they come along, as they lie beside the code here. Nothing hidden does.
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
  const stats = await statOf(path);
  // Nothing there yet: something that the code makes, or does without.
  if (stats === undefined) return undefined;
  // A folder that the module itself lies in can hold everything, secrets among it.
  if (`${folder}${sep}`.startsWith(`${path.replace(/[/\\]$/, '')}${sep}`)) return named.isWhole ? undefined : 'unknown';
  const own = posix.dirname(placeInZip(root, module));
  const place = posix.join(own, named.path);
  if (place.startsWith('../')) return 'outside';
  if (named.path.split('/').some(isHidden)) return 'hidden';
  if (named.path.includes('..')) folders.add(toFiles(own));
  if (stats.isFile()) files.set(toFiles(place), path);
  if (stats.isDirectory()) await collectFolder(path, place, files);
  return undefined;
}

async function collectFolder(folder: string, place: string, files: Map<string, string>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (isHidden(entry.name) || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await collectFolder(path, posix.join(place, entry.name), files);
    else if ((await statOf(path))?.isFile()) files.set(toFiles(posix.join(place, entry.name)), path);
  }
}

function isHidden(name: string): boolean {
  return name.startsWith('.') && name !== '.' && name !== '..';
}

async function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}
