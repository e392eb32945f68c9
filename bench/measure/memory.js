import { setTimeout as pause } from 'node:timers/promises';
import { callNamed } from '../calls.js';
import { startLoadClient } from '../load/load.js';
import { residentMegabytes } from '../processes/resident.js';
import { startServer } from '../processes/server.js';

// Builds that go on in the background after the first answer belong to what a start costs.
const SETTLE_MS = 2_000;
const CONNECTIONS = 10;

/**
 * One round of resident memory: after the start, after `options.requests` Lambda proxy GETs and after
 * `options.moreRequests` more, of each contender alone on the machine. Rows: `{ round, contender, afterStart,
 * afterRequests, afterMore (MB), requests, moreRequests }`.
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
        const afterMore = await after(moreRequests);
        rows.push({ round, contender: contender.id, afterStart, afterRequests, afterMore, requests, moreRequests });
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
