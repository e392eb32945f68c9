import { dirname, join, posix, resolve } from 'node:path';
import { placeInZip } from './places.ts';

/**
 * Gives modules from outside of the root other names in a bundle, where esbuild tells them from the root: in a comment
 * above each, as the key of a CommonJS module, or behind an import of many, `require("./data/**") in …`. `modules` are
 * these names, as the metafile has them.
 */
export function renameModules(
  text: string,
  { root, modules }: { readonly root: string; readonly modules: readonly string[] },
): string {
  const outside = modules.filter((name) => name.startsWith('../'));
  if (outside.length === 0) return text;
  const names = new Map(outside.map((name) => [name, placeInZip(root, resolve(root, name))]));
  return text.replace(
    /(^\s*\/\/ |"|\) in )(\.\.\/[^"\n]+?)(?=$|["']\()/gm,
    (all, before: string, name: string) => `${before}${names.get(name) ?? all.slice(before.length)}`,
  );
}

/** The same in a source map, whose sources are named from the folder of the bundle, at `place` in the zip file. */
export function renameSources(
  text: string,
  { root, place }: { readonly root: string; readonly place: string },
): string {
  const map = JSON.parse(text) as { readonly sources: readonly string[] };
  const folder = dirname(join(root, place));
  const sources = map.sources.map((source) =>
    toUrl(posix.relative(posix.dirname(place), placeInZip(root, resolve(folder, toPath(source))))),
  );
  return JSON.stringify({ ...map, sources });
}

/** Sources are relative URLs; a package's own map may hold what is none. */
function toPath(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    return source;
  }
}

function toUrl(path: string): string {
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent);
}
