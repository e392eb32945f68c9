import type { SourceRef } from '../../errors/source-ref.ts';

/** A path that code makes from its own place. */
export interface NamedPath {
  /** From the module's folder. Of a path that ends in a variable, the part in front of it: `templates/`. */
  readonly path: string;
  /** No variable follows. */
  readonly isWhole: boolean;
  readonly place: Pick<SourceRef, 'line' | 'column'>;
}

const OWN_FOLDER = String.raw`(?:__dirname|import\.meta\.dirname)`;

/** Each finds the text of what follows the module's folder: arguments, or one text. */
const FORMS = [
  new RegExp(String.raw`\b(?:join|resolve)\(\s*${OWN_FOLDER}\s*,(?<rest>[^)]*)`, 'g'),
  new RegExp(String.raw`${OWN_FOLDER}\s*\+(?<rest>[^;,)\n]*)`, 'g'),
  new RegExp(String.raw`(?<rest>\x60\$\{${OWN_FOLDER}\}[^\x60]*\x60?)`, 'g'),
  /\bnew\s+URL\((?<rest>[^,)]*),\s*import\.meta\.url/g,
];

/** By the `require` that an ES module makes for itself, of which esbuild knows nothing. */
const OWN_REQUIRE = /\brequire\((?<rest>\s*['"`]\.[^)]*)\)/g;

/** How a line of a comment begins. */
const COMMENT = /^\s*(?:\/\/|\/\*(?!.*\*\/)|\* )/;

/** Finds the paths in the text of a module that are written out, at least where they begin. */
export function pathsFromOwnPlace(text: string): NamedPath[] {
  if (!/\bimport\.meta\b|__dirname/.test(text)) return [];
  const forms = /\bcreateRequire\(\s*import\.meta\b/.test(text) ? [...FORMS, OWN_REQUIRE] : FORMS;
  return forms.flatMap((form) =>
    [...text.matchAll(form)].flatMap(({ index, groups }) => {
      const read = readPath(groups?.rest ?? '');
      if (read === undefined) return [];
      const before = text.slice(0, index);
      if (COMMENT.test(before.slice(before.lastIndexOf('\n') + 1))) return [];
      const place = { line: before.split('\n').length, column: index - before.lastIndexOf('\n') };
      return [{ ...read, place }];
    }),
  );
}

/** One argument or one side of a `+` that is a text, and what ends the argument. */
const TEXT = /^(?<quote>['"`])(?<part>(?:(?!\k<quote>|\$\{)[^\\\n])*)(?<end>\k<quote>\s*(?:,\s*|$))?/;

/** `'data', 'pets.csv'`, `'/data/pets.csv'`, `"./templates/" + name`, `` `${__dirname}/data/${name}.csv` `` */
function readPath(rest: string): Omit<NamedPath, 'place'> | undefined {
  let left = rest.trim().replace(new RegExp(String.raw`^\x60\$\{${OWN_FOLDER}\}`), '`');
  const parts: string[] = [];
  let isWhole = true;
  while (left !== '' && isWhole) {
    const match = TEXT.exec(left);
    const { part = '', end } = match?.groups ?? {};
    isWhole = end !== undefined;
    // What follows a text that goes on may go on with its last name.
    parts.push(isWhole ? part : part.replace(/[^/]*$/, ''));
    left = left.slice(match?.[0].length ?? left.length);
  }
  const path = parts.join('/').replace(/[?#].*$/s, '');
  return /^[a-z][a-z0-9+.-]+:/i.test(path) ? undefined : { path: `./${path}`, isWhole };
}
