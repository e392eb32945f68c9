import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { ENVIRONMENT_CALLS } from '../calls.js';
import { timeOf } from '../processes/ask.js';
import { residentMegabytes } from '../processes/resident.js';
import { startServer } from '../processes/server.js';

const SETTLE_MS = 2_000;
const ENVIRONMENTS = 20;
const BURST = 200;

/**
 * One round of what environments cost and bring, with a handler that waits 100 ms: the memory of idle ones, from what
 * twenty more of them add, and the time of two bursts of 200 calls at once. Only Offstage has environments. Rows:
 * `{ round, contender, environmentMegabytes, firstBurstMs, secondBurstMs }`.
 */
export async function measureEnvironments({ round, contenders, project, say }) {
  const offstage = contenders.find(({ id }) => id === 'offstage');
  if (offstage === undefined) return [];
  const server = await startServer(offstage, project);
  const agent = new Agent({ keepAlive: true, maxSockets: BURST });
  try {
    await atOnce(server.port, 1, agent);
    await pause(SETTLE_MS);
    const before = residentMegabytes(server.child.pid);
    await atOnce(server.port, ENVIRONMENTS + 1, agent);
    await pause(SETTLE_MS);
    const environmentMegabytes = (residentMegabytes(server.child.pid) - before) / ENVIRONMENTS;
    const firstBurstMs = await atOnce(server.port, BURST, agent);
    const secondBurstMs = await atOnce(server.port, BURST, agent);
    say(`environments: ${environmentMegabytes.toFixed(1)} MB, second burst ${Math.round(secondBurstMs)} ms`);
    return [{ round, contender: offstage.id, environmentMegabytes, firstBurstMs, secondBurstMs }];
  } finally {
    agent.destroy();
    await server.stop();
  }
}

/** Milliseconds from the first of so many calls to the last answer. */
async function atOnce(port, count, agent) {
  const asked = performance.now();
  await Promise.all(Array.from({ length: count }, () => timeOf(port, ENVIRONMENT_CALLS.wait, agent)));
  return performance.now() - asked;
}
