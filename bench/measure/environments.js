import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { ENVIRONMENT_CALLS } from '../calls.js';
import { ask, shown } from '../processes/ask.js';
import { residentMegabytes } from '../processes/resident.js';
import { startServer } from '../processes/server.js';

const SETTLE_MS = 2_000;
const BURST = 200;

/**
 * One round of what environments cost and bring, with a handler that waits 100 ms: two bursts of 200 calls at once, and
 * what the environments that a burst leaves behind add to the memory. Only Offstage has environments. Rows: `{ round,
 * contender, environments, environmentMegabytes, firstBurstMs, secondBurstMs }`.
 */
export async function measureEnvironments({ round, contenders, project, say }) {
  const offstage = contenders.find(({ id }) => id === 'offstage');
  if (offstage === undefined) return [];
  const server = await startServer(offstage, project);
  const agent = new Agent({ keepAlive: true, maxSockets: BURST });
  try {
    // One after the other: all the calls' own garbage, and one environment.
    const alone = new Set();
    for (let call = 0; call < BURST / 10; call += 1) alone.add((await atOnce(server.port, 1, agent)).names[0]);
    await pause(SETTLE_MS);
    const before = residentMegabytes(server.child.pid);
    const first = await atOnce(server.port, BURST, agent);
    await pause(SETTLE_MS);
    const added = new Set(first.names.filter((name) => !alone.has(name))).size;
    const environmentMegabytes = (residentMegabytes(server.child.pid) - before) / added;
    const second = await atOnce(server.port, BURST, agent);
    say(`${added} environments of ${environmentMegabytes.toFixed(1)} MB, second burst ${Math.round(second.ms)} ms`);
    const times = { firstBurstMs: first.ms, secondBurstMs: second.ms };
    return [{ round, contender: offstage.id, environments: added, environmentMegabytes, ...times }];
  } finally {
    agent.destroy();
    await server.stop();
  }
}

/** Milliseconds from the first of so many calls to the last answer, and the environments that gave them. */
async function atOnce(port, count, agent) {
  const asked = performance.now();
  const answers = await Promise.all(Array.from({ length: count }, () => ask(port, ENVIRONMENT_CALLS.wait, agent)));
  const wrong = answers.find(({ status }) => status !== 200);
  if (wrong !== undefined) throw new Error(`one of ${count} calls at once answers ${shown(wrong)}`);
  return { ms: performance.now() - asked, names: answers.map(({ body }) => body) };
}
