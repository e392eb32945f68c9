import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startChild } from '../processes/children.js';

const LIMIT_MS = 120_000;
const PROCESS = fileURLToPath(new URL('../rendering/process.js', import.meta.url));

/**
 * One round of rendering template-30.vtl on a body of 1 KB with Offstage and with velocityjs, which has a tree that was
 * made once: both in one process, a new one for each round. Rows: `{ round, contender, render, parse (microseconds) }`.
 * An Error when the two texts differ.
 */
export async function measureTemplate({ round, contenders, options, say }) {
  if (!contenders.some(({ id }) => id === 'offstage')) return [];
  const child = startChild({ args: [PROCESS], ipc: true });
  const settled = new AbortController();
  const timer = setTimeout(() => settled.abort(), LIMIT_MS);
  try {
    child.process.send({ renders: options.renders, parses: options.parses });
    const waiting = { signal: settled.signal };
    const [result] = await Promise.race([once(child.process, 'message', waiting), ending(child, waiting)]);
    if (result.trouble !== undefined) throw new Error(result.trouble);
    const rows = result.engines.map(({ id, render, parse }) => ({ round, contender: id, render, parse }));
    say(`template: ${rows.map(({ contender, render }) => `${contender} ${render.toFixed(1)} µs`).join(', ')}`);
    return rows;
  } finally {
    clearTimeout(timer);
    settled.abort();
    await child.stop();
  }
}

async function ending(child, waiting) {
  await once(child.process, 'exit', waiting);
  throw new Error(`rendering ended:\n${child.output()}`);
}
