import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startChild } from '../processes/children.js';

const LIMIT_MS = 120_000;
const PROCESS = fileURLToPath(new URL('../access/process.js', import.meta.url));

/**
 * One round of method request's checks alone, without a socket: what a request pays for being let in, by what its method
 * asks for. A new process for each round. Rows: `{ round, contender: 'offstage', method, check (microseconds) }`.
 */
export async function measureAccess({ round, contenders, options, say }) {
  if (!contenders.some(({ id }) => id === 'offstage')) return [];
  const child = startChild({ args: [PROCESS], ipc: true });
  const settled = new AbortController();
  const timer = setTimeout(() => settled.abort(), LIMIT_MS);
  try {
    child.process.send({ checks: options.checks });
    const waiting = { signal: settled.signal };
    const [result] = await Promise.race([once(child.process, 'message', waiting), ending(child, waiting)]);
    if (result.trouble !== undefined) throw new Error(result.trouble);
    const rows = result.methods.map(({ id, check }) => ({ round, contender: 'offstage', method: id, check }));
    say(`access: ${rows.map(({ method, check }) => `${method} ${check.toFixed(2)} µs`).join(', ')}`);
    return rows;
  } finally {
    clearTimeout(timer);
    settled.abort();
    await child.stop();
  }
}

async function ending(child, waiting) {
  await once(child.process, 'exit', waiting);
  throw new Error(`the checks ended:\n${child.output()}`);
}
