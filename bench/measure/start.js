import { startServer } from '../processes/server.js';

/**
 * One round of starts: from spawning node to the end of the first right answer. Rows: `{ round, contender, ms }`.
 * The first start of each contender in a run only fills the disk's cache and is not kept.
 */
export async function measureStart({ round, contenders, project, options, say }) {
  if (round === 1) for (const contender of contenders) await startOnce(contender, project);
  const rows = [];
  for (let start = 0; start < options.starts; start += 1) {
    for (const contender of contenders) {
      const ms = await startOnce(contender, project);
      rows.push({ round, contender: contender.id, ms });
      say(`start to first answer: ${contender.id} ${Math.round(ms)} ms`);
    }
  }
  return rows;
}

async function startOnce(contender, project) {
  const server = await startServer(contender, project);
  await server.stop();
  return server.startMs;
}
