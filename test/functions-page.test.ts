import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../emulator/emulator.ts';

const page = readFileSync(join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs/functions.md'), 'utf8');

describe('docs/functions.md', () => {
  it('shows the files of a project that answers', async () => {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'offstage-functions-page-')));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    for (const [, file = '', text = ''] of page.matchAll(/^\*\*(\S+)\*\*\n\n```\w+\n(.*?)```$/gms)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    const emulator = await createEmulator({ root });
    onTestFinished(() => emulator.close());
    const pet = await fetch(`${emulator.url}/v1/pets/1`);
    expect(await pet.json()).toEqual({ name: 'Mia', shelter: 'Rome', query: '{ pet }\n' });
    const html = await fetch(`${emulator.url}/v1/page`);
    expect(html.headers.get('content-type')).toBe('text/html');
    expect(await html.text()).toBe('<h1>Pets</h1>\n');
  });
});
