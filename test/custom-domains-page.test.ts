import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadProject } from '../emulator/config/load.ts';

const page = readFileSync(join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs/custom-domains.md'), 'utf8');

it('docs/custom-domains.md shows settings that nothing is wrong with', async () => {
  const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => JSON.parse(`{${text}}`));
  expect(examples).toHaveLength(2);
  for (const example of examples) {
    const config = { stages: { v1: {} }, resources: {}, ...example };
    expect((await loadProject({ root: '.', config })).problems).toEqual([]);
  }
});
