import { dirname, posix, relative } from 'node:path';
import { beforeFirstLine } from '../first-line.ts';
import type { Place } from '../own-places.ts';
import { packageAbove } from './package-above.ts';

/** The folder of a zip file for what code reads from its own place: away from modules, which Lambda looks for. */
const FILES = '_files';

/**
 * Where a module (absolute path) counts as lying: from the functions' root, as here. Packages above it, and those that
 * are links, are among its node_modules; so no name of a folder of this machine is left.
 */
export function placeInZip(root: string, path: string): string {
  const fromRoot = relative(root, path).replaceAll('\\', '/');
  if (!fromRoot.startsWith('../')) return fromRoot;
  const [installed] = /(?<=\/)node_modules\/.*$/.exec(fromRoot) ?? [];
  if (installed !== undefined) return installed;
  const { folder, manifest } = packageAbove(dirname(path)) ?? { folder: dirname(path), manifest: { name: '_above' } };
  return posix.join('node_modules', manifest.name, relative(folder, path).replaceAll('\\', '/'));
}

/** A file's path in the zip file. */
export function toFiles(place: string): string {
  return `${FILES}/${place}`;
}

/** A module's own place when it runs, with the functions that `withPlaces` adds. */
export function packagedPlaceOf(root: string, path: string): Place {
  const place = placeInZip(root, path);
  const filename = `__offstage_path(${JSON.stringify(place)})`;
  return {
    url: `__offstage_url(${JSON.stringify(place)})`,
    filename,
    dirname: `__offstage_path(${JSON.stringify(posix.dirname(place))})`,
  };
}

/** Adds what the expressions of `packagedPlaceOf` call, where a bundle has one. `module` is its path in the zip file. */
export function withPlaces(text: string, module: string, format: 'cjs' | 'esm'): string {
  if (!text.includes('__offstage_path(') && !text.includes('__offstage_url(')) return text;
  const files = JSON.stringify(posix.join(posix.relative(posix.dirname(module), '.') || '.', FILES));
  return beforeFirstLine(
    text,
    format === 'cjs'
      ? `const __offstage_path=place=>require("node:path").join(__dirname,${files},place);`
      : `import{join as __offstage_join}from"node:path";import{pathToFileURL as __offstage_to_url}from"node:url";` +
          `const __offstage_path=place=>__offstage_join(import.meta.dirname,${files},place),` +
          `__offstage_url=place=>__offstage_to_url(__offstage_path(place)).href;`,
  );
}
