import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = readFileSync(join(root, 'docs/library.md'), 'utf8');
const examples = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, code = ''], index) => ({ code, number: index + 1 }));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'offstage-library-page-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('docs/library.md', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(5);
  });

  it.each(examples)('has an example $number that holds when it is run', async ({ code, number }) => {
    const library = pathToFileURL(join(root, 'emulator/index.ts')).href;
    const file = join(folder, `example-${number}.mjs`);
    writeFileSync(file, code.replaceAll("from 'offstage'", `from '${library}'`));
    await import(/* @vite-ignore */ pathToFileURL(file).href);
  });
});
