import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { suggest } from '../errors/suggest.ts';

/** The existing file or folder that a path below `root` most likely means: undefined when none is near. */
export function nearestPath(root: string, path: string): string | undefined {
  const folder = nearestFolder(root, dirname(path));
  if (folder === undefined) return undefined;
  const name = basename(path);
  const names = namesIn(join(root, folder));
  const stem = (file: string): string => file.slice(0, file.length - extname(file).length);
  const near = suggest(stem(name), names.map(stem)) ?? suggest(name, names);
  const found = near === undefined ? undefined : names.find((file) => stem(file) === near || file === near);
  return found === undefined ? undefined : slashed(join(folder, found));
}

/** `folder` where it is a folder below `root`, else the one whose name is near; `.` stays `.`. */
export function nearestFolder(root: string, folder: string): string | undefined {
  let found = '.';
  for (const segment of folder.split(/[\\/]/).filter((part) => part !== '' && part !== '.')) {
    const names = namesIn(join(root, found));
    const next = names.includes(segment) || segment === '..' ? segment : suggest(segment, names);
    if (next === undefined) return undefined;
    found = join(found, next);
  }
  return found;
}

/** The names in a folder; none when it can't be read. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A path as it is written in routes.json on every system. */
export function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
