import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SiteObject } from './find-object.ts';

/** Gives an object's ETag: the MD5 of its bytes in hex, quoted, as an upload in one part gets it. */
export type ReadEtag = (object: SiteObject) => Promise<string>;

/**
 * Files are hashed once: again only when something that the disk tells has changed. Times alone say too little: two
 * saves can fall into one tick of the disk's clock.
 */
export function createEtagReader(): ReadEtag {
  const known = new Map<string, { readonly version: string; readonly etag: Promise<string> }>();
  return (object) => {
    const file = join(object.root, object.path);
    const { ino, mtimeMs, ctimeMs } = object.stats;
    const version = `${ino} ${mtimeMs} ${ctimeMs} ${object.size}`;
    const entry = known.get(file);
    if (entry?.version === version) return entry.etag;
    const etag = hashFile(file);
    known.set(file, { version, etag });
    etag.catch(() => known.delete(file));
    return etag;
  };
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(file), hash);
  return `"${hash.digest('hex')}"`;
}
