import { readFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Loader, Plugin } from 'esbuild';
import { moduleFormat } from './module-format.ts';

/**
 * Gives each module of a bundle its own `__dirname` and `__filename`, or `import.meta.url`, `.filename` and
 * `.dirname`: a bundle runs from one place, but every file was written for its own, where its data files lie.
 */
export function ownPlaces(format: 'cjs' | 'esm'): Plugin {
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
        const variables = placesIn(text, path, format);
        if (variables.length > 0) return { contents: declare(text, variables), loader: loaderOf(path) };
        if (path.includes('node_modules')) without.add(path);
        return undefined;
      });
    },
  };
}

const META = '__offstage_meta';

/** The declarations that the file needs: none where it asks for nothing, or declares the names itself. */
function placesIn(text: string, path: string, format: 'cjs' | 'esm'): string[] {
  const places: string[] = [];
  if (format === 'esm' && /\bimport\.meta\b/.test(text)) {
    const meta = { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) };
    places.push(`${META}=${JSON.stringify(meta)}`);
  }
  const names = Object.entries({ __filename: path, __dirname: dirname(path) }).filter(
    ([name]) => text.includes(name) && !declares(text, name),
  );
  // An ES module has neither on Lambda.
  if (names.length === 0 || moduleFormat(path) === 'esm') return places;
  return [...places, ...names.map(([name, value]) => `${name}=${JSON.stringify(value)}`)];
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
