import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeProject } from '../processes/scratch.js';
import { startServer } from '../processes/server.js';

const SIZES = [1, 50];
const PET = readFileSync(fileURLToPath(new URL('../project/functions/pet.ts', import.meta.url)), 'utf8');

/**
 * One round of starts of a project with one function and of one with fifty, to the first right answer, in turn. Only
 * Offstage has projects. Rows: `{ round, contender, functions, ms }`. The first start of each in a run only fills the
 * disk's cache and is not kept.
 */
export async function measureMany({ round, contenders, options, say }) {
  const offstage = contenders.find(({ id }) => id === 'offstage');
  if (offstage === undefined) return [];
  const projects = SIZES.map((functions) => ({ functions, folder: projectOf(functions) }));
  if (round === 1) for (const { folder } of projects) await startOnce(offstage, folder);
  const rows = [];
  for (let start = 0; start < options.starts; start += 1) {
    for (const { functions, folder } of projects) {
      const ms = await startOnce(offstage, folder);
      rows.push({ round, contender: offstage.id, functions, ms });
      say(`start of a project of ${functions}: ${Math.round(ms)} ms`);
    }
  }
  return rows;
}

async function startOnce(offstage, folder) {
  const server = await startServer(offstage, folder);
  await server.stop();
  return server.startMs;
}

/** `pet`, which answers the call that a start waits for, and others beside it, each in a TypeScript file of its own. */
function projectOf(size) {
  const others = Array.from({ length: size - 1 }, (_, index) => `pet${index + 2}`);
  const methodOf = (name) => ({ GET: { integration: { type: 'AWS_PROXY', function: name } } });
  const routes = {
    name: 'many',
    stages: { v1: {} },
    functions: Object.fromEntries(['pet', ...others].map((name) => [name, { handler: `functions/${name}.handler` }])),
    resources: {
      '/pets/{id}': methodOf('pet'),
      ...Object.fromEntries(others.map((name) => [`/${name}/{id}`, methodOf(name)])),
    },
  };
  return writeProject(`project-of-${size}`, {
    'package.json': '{"type":"module"}',
    'routes.json': JSON.stringify(routes, null, 2),
    ...Object.fromEntries(['pet', ...others].map((name) => [`functions/${name}.ts`, PET])),
  });
}
