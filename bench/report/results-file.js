import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { MEASURES } from '../options.js';

const FILE = fileURLToPath(new URL('../RESULTS.md', import.meta.url));

const INTRODUCTION = `# Measured

\`npm run bench\` writes this file; a run of single measures replaces only their sections. In each round all contenders
are measured side by side, in turn and another one first each time. Figures are medians of the rounds; a ratio is made
within a round, and the median of those ratios is given. Load comes from autocannon in a process of its own, on the same
machine; every answer's status and body are compared. Offstage is built, started by \`node dist/cli.js dev\`, and prints
its line per request to a file. Fastify has @fastify/static and @fastify/cors. Templates are rendered by the
public function of the built package; velocityjs has a tree that was made once.`;

/** Puts the sections into RESULTS.md, each in the place of the one of the same measure, and gives the file's path. */
export async function writeResults(sections) {
  const texts = { ...(await written()), ...Object.fromEntries(sections.map(({ measure, text }) => [measure, text])) };
  const parts = MEASURES.filter((measure) => texts[measure] !== undefined).map(
    (measure) => `${mark(measure)}\n${texts[measure]}`,
  );
  await writeFile(FILE, `${[INTRODUCTION, ...parts].join('\n\n')}\n`);
  return FILE;
}

async function written() {
  const content = await readFile(FILE, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const sections = {};
  for (const measure of MEASURES) {
    const text = content
      .split(`${mark(measure)}\n`)[1]
      ?.split('<!-- bench:')[0]
      .trim();
    if (text !== undefined) sections[measure] = text;
  }
  return sections;
}

const mark = (measure) => `<!-- bench: ${measure} -->`;
