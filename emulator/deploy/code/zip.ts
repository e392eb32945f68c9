import { type ZipAttributes, type ZippableFile, zipSync } from 'fflate';

/**
 * Files (path → bytes; of a folder the path ends in a slash) as a zip file that is the same whenever and wherever it is
 * made: sorted, all of one time and readable for everybody, as Lambda needs it.
 */
export function zip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const attributesOf = (path: string): ZipAttributes => ({
    // A zip file has the clock's own time without its zone: the first that it can have, whatever the zone is now.
    mtime: new Date(1980, 0, 1),
    os: UNIX,
    attrs: ((path.endsWith('/') ? FOLDER : REGULAR_FILE) << 16) >>> 0,
  });
  const zippable = sorted.map(([path, bytes]): [string, ZippableFile] => [path, [bytes, attributesOf(path)]]);
  return zipSync(Object.fromEntries(zippable), { level: 9 });
}

const UNIX = 3;
const REGULAR_FILE = 0o100644;
const FOLDER = 0o040755;
