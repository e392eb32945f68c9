import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandsPage, explanationsPage, routesJsonPage } from './helpers/manual.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

describe('the manual', () => {
  it('says every field of routes.json as its schema does', async () => {
    const schema = JSON.parse(read('emulator/config/routes.schema.json'));
    await expect(routesJsonPage(schema)).toMatchFileSnapshot(join(root, 'docs/routes-json.md'));
  });

  it('says every command and option as the program reads them', async () => {
    await expect(commandsPage()).toMatchFileSnapshot(join(root, 'docs/commands.md'));
  });

  it('lists every code of an explanation', async () => {
    await expect(explanationsPage()).toMatchFileSnapshot(join(root, 'docs/explanations.md'));
  });
});

const pages = [
  'README.md',
  'ARCHITECTURE.md',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

describe.each(pages)('%s', (page) => {
  it('links to files that exist', () => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
    expect(links.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });

  it('names only files of the tree that exist', () => {
    const named = [...read(page).matchAll(/`((?:emulator|test|bench|scripts|functions|site)\/[\w./-]+\.\w+)`/g)].map(
      ([, file = '']) => file,
    );
    expect(named.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});
