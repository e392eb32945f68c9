import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { Logger } from '../../terminal/logger.ts';
import { failureReason } from '../failure-reason.ts';
import { dependencySpec, readPackageInfo } from '../package-info.ts';

/** Where the new project's files lie in the package. A leading underscore hides a name that npm or an editor acts on. */
const TEMPLATE = join('emulator', 'init');
/** These may lie in a folder that is empty for our purpose. */
const NOTHING = new Set(['.git', '.DS_Store']);

/** `offstage init FOLDER`: makes a project that works at once, and says which two commands come next. */
export function init(folder: string, logger: Logger): void {
  const root = resolve(folder);
  const offstage = readPackageInfo();
  const name = packageName(root);
  refuseUnlessEmpty(root);
  try {
    copyTemplate(join(offstage.root, TEMPLATE), root, { NAME: name, OFFSTAGE: dependencySpec(offstage) });
  } catch (error) {
    throw new OffstageError(explain('cli-init-no-folder', { folder: root, reason: failureReason(error) }), error);
  }
  const c = logger.colors;
  const below = relative(process.cwd(), root);
  const install = below === '' ? 'npm install' : `cd ${quote(below.startsWith('..') ? root : below)} && npm install`;
  logger.print(
    [
      '',
      `  ${c.green('✓')} ${c.bold(name)} is ready in ${root}`,
      '',
      `  ${c.cyan(install)}`,
      `  ${c.cyan('npm run dev')}`,
      '',
    ].join('\n'),
  );
}

function refuseUnlessEmpty(root: string): void {
  let found: string[];
  try {
    found = readdirSync(root).filter((entry) => !NOTHING.has(entry));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new OffstageError(explain('cli-init-no-folder', { folder: root, reason: failureReason(error) }), error);
  }
  if (found.length > 0) throw new OffstageError(explain('cli-init-not-empty', { folder: root, found: found.sort() }));
}

/** Copies the template's files; in one whose name begins with an underscore `{{WORD}}` becomes its value. */
function copyTemplate(template: string, root: string, words: Readonly<Record<string, string>>): void {
  mkdirSync(root, { recursive: true });
  for (const entry of readdirSync(template, { withFileTypes: true })) {
    const [from, to] = [join(template, entry.name), join(root, entry.name.replace(/^_(gitignore$)?/, hiddenName))];
    if (entry.isDirectory()) copyTemplate(from, to, words);
    else if (!entry.name.startsWith('_')) copyFileSync(from, to);
    else writeFileSync(to, fill(readFileSync(from, 'utf8'), words));
  }
}

function hiddenName(_underscore: string, gitignore: string | undefined): string {
  return gitignore === undefined ? '' : `.${gitignore}`;
}

/** A path on Windows has backslashes, which JSON wants doubled; a name has nothing that any of the files escapes. */
function fill(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, word: string) => JSON.stringify(words[word] ?? '').slice(1, -1));
}

/** The folder's name as npm allows it. */
function packageName(root: string): string {
  const name = basename(root)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' || name === 'offstage' ? 'my-api' : name;
}

function quote(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : `"${path}"`;
}
