import { CALLS, callNamed } from '../calls.js';
import { startLoadClient, troubleOf } from '../load/load.js';
import { ask, isRight, shown } from '../processes/ask.js';
import { residentMegabytes } from '../processes/resident.js';
import { startServer } from '../processes/server.js';

const SAMPLE_MS = 200;

/**
 * One round of the burst: 2,000 connections at once, then one call of each kind. A contender that does not stand it is
 * a result and not the end of the run. Rows: `{ round, contender, connections, seconds, answers, connectionsAnswered,
 * p99 (ms), peak (MB), trouble?, afterwardsMs? }`.
 */
export async function measureBurst({ round, contenders, project, options, say }) {
  const { connections, seconds } = options.burst;
  const client = startLoadClient();
  try {
    const rows = [];
    for (const contender of contenders) {
      const server = await startServer(contender, project);
      try {
        const { result, peak } = await withPeak(server, () =>
          client.tryLoad(server, { call: callNamed('proxy'), connections, seconds }),
        );
        const { answers, connectionsAnswered, p99 } = result;
        const after = await askEach(server);
        const trouble = troubleOf(result) ?? silentOnes(connections - connectionsAnswered) ?? after.trouble;
        const afterwardsMs = after.ms;
        rows.push({
          round,
          contender: contender.id,
          connections,
          seconds,
          answers,
          connectionsAnswered,
          p99,
          peak,
          trouble,
          afterwardsMs,
        });
        say(`burst: ${contender.id} ${trouble ?? `${answers} answers`}`);
      } finally {
        await server.stop();
      }
    }
    return rows;
  } finally {
    await client.stop();
  }
}

function silentOnes(count) {
  return count > 0 ? `${count} connections got no answer` : undefined;
}

async function withPeak(server, work) {
  let peak = residentMegabytes(server.child.pid);
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(server.child.pid));
  }, SAMPLE_MS);
  try {
    return { result: await work(), peak };
  } finally {
    clearInterval(sampling);
  }
}

/** Is everything still alive? The slowest of the calls, in ms, or what went wrong. */
async function askEach({ contender, port }) {
  let slowest = 0;
  for (const call of CALLS.filter(({ id }) => contender.calls.includes(id))) {
    const asked = performance.now();
    try {
      const answer = await ask(port, call);
      if (!isRight(answer, call)) return { trouble: `afterwards ${call.title} answers ${shown(answer)}` };
    } catch (error) {
      return { trouble: `afterwards ${call.title} fails: ${error.message}` };
    }
    slowest = Math.max(slowest, performance.now() - asked);
  }
  return { ms: slowest };
}
