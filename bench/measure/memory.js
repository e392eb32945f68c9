import { setTimeout as pause } from 'node:timers/promises';
import { callNamed } from '../calls.js';
import { startLoadClient } from '../load/load.js';
import { residentMegabytes } from '../processes/resident.js';
import { startServer } from '../processes/server.js';

// Builds that go on in the background after the first answer belong to what a start costs.
const SETTLE_MS = 1_000;
const CONNECTIONS = 10;
const LOOKS = 8;

/**
 * One round of resident memory: after the start, after `options.requests` Lambda proxy GETs and eight times during
 * `options.moreRequests` more, of each contender alone on the machine. `growth` is what the smallest of the last four
 * looks has more than the smallest of the first four: garbage that waits for its collection comes and goes. Rows: `{
 * round, contender, afterStart, afterRequests, afterMore, growth (MB), requests, moreRequests }`.
 */
export async function measureMemory({ round, contenders, project, options, say }) {
  const client = startLoadClient();
  try {
    const rows = [];
    for (const contender of contenders) {
      const server = await startServer(contender, project);
      try {
        await pause(SETTLE_MS);
        const afterStart = residentMegabytes(server.child.pid);
        const { requests, moreRequests } = options;
        const after = async (amount) => {
          await client.load(server, { call: callNamed('proxy'), connections: CONNECTIONS, amount });
          await pause(SETTLE_MS);
          return residentMegabytes(server.child.pid);
        };
        const afterRequests = await after(requests);
        const looks = [];
        while (looks.length < LOOKS) looks.push(await after(moreRequests / LOOKS));
        const afterMore = looks.at(-1);
        const growth = Math.min(...looks.slice(LOOKS / 2)) - Math.min(...looks.slice(0, LOOKS / 2));
        rows.push({
          round,
          contender: contender.id,
          ...{ afterStart, afterRequests, afterMore, growth },
          ...{ requests, moreRequests },
        });
        const figures = [afterStart, afterRequests, afterMore].map((megabytes) => `${Math.round(megabytes)} MB`);
        say(`resident memory: ${contender.id} ${figures.join(', ')}`);
      } finally {
        await server.stop();
      }
    }
    return rows;
  } finally {
    await client.stop();
  }
}
