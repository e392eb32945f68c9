import { readFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Loader, Plugin } from 'esbuild';
import { moduleFormat } from './module-format.ts';

/** A module's own place, as JavaScript expressions. */
export interface Place {
  readonly url: string;
  readonly filename: string;
  readonly dirname: string;
}

/**
 * Gives each module of a bundle its own `__dirname` and `__filename`, or `import.meta.url`, `.filename` and
 * `.dirname`: a bundle runs from one place, but every file was written for its own, where its data files lie. Where
 * that is when the code runs is what `placeOf` says of a module's absolute path: by default, where it is now.
 */
export function ownPlaces(format: 'cjs' | 'esm', placeOf: (path: string) => Place = placeHere): Plugin {
  return {
    name: 'own-places',
    setup(build) {
      /** Files of packages that say nothing of their place: there are many, and they don't change. */
      const without = new Set<string>();
      if (format === 'esm') {
        // Only where the name is Node's own: esbuild replaces no part of a text, and no variable of that name.
        const keys = ['url', 'filename', 'dirname'].map((key) => [`import.meta.${key}`, `${META}.${key}`]);
        build.initialOptions.define = { ...build.initialOptions.define, ...Object.fromEntries(keys) };
      }
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/ }, async ({ path }) => {
        if (without.has(path)) return undefined;
        const text = await readFile(path, 'utf8').catch(() => '');
        const variables = placesIn(text, { path, format, placeOf });
        if (variables.length > 0) return { contents: declare(text, variables), loader: loaderOf(path) };
        if (path.includes('node_modules')) without.add(path);
        return undefined;
      });
    },
  };
}

const META = '__offstage_meta';

function placeHere(path: string): Place {
  return {
    url: JSON.stringify(pathToFileURL(path).href),
    filename: JSON.stringify(path),
    dirname: JSON.stringify(dirname(path)),
  };
}

interface OwnModule {
  readonly path: string;
  readonly format: 'cjs' | 'esm';
  readonly placeOf: (path: string) => Place;
}

/** The declarations that the file needs: none where it asks for nothing, or declares the names itself. */
function placesIn(text: string, { path, format, placeOf }: OwnModule): string[] {
  if (!/\bimport\.meta\b|__dirname|__filename/.test(text)) return [];
  const { url, filename, dirname: folder } = placeOf(path);
  const places: string[] = [];
  if (format === 'esm' && /\bimport\.meta\b/.test(text)) {
    places.push(`${META}={url:${url},filename:${filename},dirname:${folder}}`);
  }
  const names = Object.entries({ __filename: filename, __dirname: folder }).filter(
    ([name]) => text.includes(name) && !declares(text, name),
  );
  // An ES module has neither on Lambda.
  if (names.length === 0 || moduleFormat(path) === 'esm') return places;
  return [...places, ...names.map(([name, expression]) => `${name}=${expression}`)];
}

/** Also in `const { name } = …`, and in imports. */
function declares(text: string, name: string): boolean {
  const beforeName = String.raw`\b(?:const|let|var|function|class|import)\s*(?:\*\s*as\s+|\{[^}]*)?\b`;
  return new RegExp(`${beforeName}${name}\\b`).test(text);
}

/** On the line of the first statement, behind "use strict", so that lines keep their numbers. */
function declare(text: string, variables: readonly string[]): string {
  const [head = ''] = /^(?:#!.*)?(?:\s+|\/\/.*|\/\*[\s\S]*?\*\/|(['"])use strict\1;?)*/.exec(text) ?? [];
  return `${head};var ${variables.join(',')};${text.slice(head.length)}`;
}

function loaderOf(path: string): Loader {
  const extension = extname(path);
  if (extension === '.tsx' || extension === '.jsx') return extension === '.tsx' ? 'tsx' : 'jsx';
  return extension.endsWith('ts') ? 'ts' : 'js';
}
