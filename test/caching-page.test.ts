import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadProject } from '../emulator/config/load.ts';
import { projectFolder } from './helpers/emulator.ts';

const page = readFileSync(
  join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs/caching-and-access-logs.md'),
  'utf8',
);

it('docs/caching-and-access-logs.md shows settings that nothing is wrong with', async () => {
  const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => JSON.parse(`{${text}}`));
  expect(examples).toHaveLength(2);
  const root = await projectFolder({ 'pets.js': 'exports.handler = async () => ({});' });
  const pets = { handler: 'pets.handler' };
  for (const example of examples) {
    const config = { resources: {}, functions: { onePet: pets, orders: pets }, ...example };
    expect((await loadProject({ root, config })).problems).toEqual([]);
  }
});
