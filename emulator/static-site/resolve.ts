import { sep } from 'node:path';

/** What a URL asks the website endpoint for. */
export type Target =
  /** `path` is as it was sent, without the query; `key` is decoded, with the index document where it ends in a slash. */
  | { readonly kind: 'key'; readonly path: string; readonly key: string; readonly folder: boolean }
  /** The percent-encoding can't be decoded. */
  | { readonly kind: 'malformed'; readonly path: string };

/**
 * The first step of a request to the site: URL (as it stands in the request line) → the key S3 looks up. The query
 * counts for nothing, the path is decoded once, and a `+` is a space, as S3 reads it (known from reports, not recorded).
 * An empty key or one that ends in a slash gets the index document.
 */
export function resolveUrl(url: string, indexDocument: string): Target {
  const path = readPath(url);
  let key: string;
  try {
    key = decodeURIComponent(path.slice(1).replaceAll('+', ' '));
  } catch {
    return { kind: 'malformed', path };
  }
  const folder = key === '' || key.endsWith('/');
  return { kind: 'key', path, key: folder ? key + indexDocument : key, folder };
}

/** What a key can be in a folder of this machine. */
export type KeyFile =
  /** Names from the root down, none of which means another place. */
  | { readonly kind: 'file'; readonly segments: readonly string[] }
  /** A name in it starts with a dot. */
  | { readonly kind: 'hidden' }
  /** A bucket could hold such a key, a folder can't: `a//b`, `../a`, a NUL byte. */
  | { readonly kind: 'impossible' };

/**
 * Key → file, without looking at the disk. Every key passes here before a path is made of it, and a key that is not a
 * plain row of file names gets no path at all: nothing is ever normalised, so there is nothing to climb out with.
 */
export function toKeyFile(key: string): KeyFile {
  const segments = key.split('/');
  if (segments.some((name) => name === '' || name === '.' || name === '..' || !canBeName(name))) {
    return { kind: 'impossible' };
  }
  return segments.some((name) => name.startsWith('.')) ? { kind: 'hidden' } : { kind: 'file', segments };
}

/** Windows drops dots and spaces at a name's end and reads `\` and `:` (streams of a file) as syntax. */
function canBeName(name: string): boolean {
  return !name.includes('\0') && (sep === '/' || !/[\\:]|[. ]$/.test(name));
}

/** A proxy's request line holds a whole URL; only its path is looked at. */
function readPath(url: string): string {
  const path = url.replace(/[?#].*$/s, '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  return path === '' ? '/' : path;
}
