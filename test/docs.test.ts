import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fidelityPage } from './helpers/fidelity-page.ts';
import { commandsPage, explanationsPage, routesJsonPage } from './helpers/manual.ts';
import { templatesPage } from './helpers/templates-page.ts';

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

  it('says how close to AWS each feature is, as test/fidelity proves it', async () => {
    await expect(fidelityPage()).toMatchFileSnapshot(join(root, 'docs/fidelity.md'));
  });

  it('says how each construct of a template behaves, as test/mapping renders it', async () => {
    await expect(templatesPage()).toMatchFileSnapshot(join(root, 'docs/templates.md'));
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
