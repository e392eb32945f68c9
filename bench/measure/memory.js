import { setTimeout as pause } from 'node:timers/promises';
import { callNamed } from '../calls.js';
import { startLoadClient } from '../load/load.js';
import { residentMegabytes } from '../processes/resident.js';
import { startServer } from '../processes/server.js';

// Builds that go on in the background after the first answer belong to what a start costs.
const SETTLE_MS = 2_000;
const CONNECTIONS = 10;

/**
 * One round of resident memory: after the start and after `options.requests` Lambda proxy GETs, of each contender alone
 * on the machine. Rows: `{ round, contender, afterStart, afterRequests (MB), requests }`.
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
        const { requests } = options;
        await client.load(server, { call: callNamed('proxy'), connections: CONNECTIONS, amount: requests });
        await pause(SETTLE_MS);
        const afterRequests = residentMegabytes(server.child.pid);
        rows.push({ round, contender: contender.id, afterStart, afterRequests, requests });
        say(`resident memory: ${contender.id} ${Math.round(afterStart)} MB, ${Math.round(afterRequests)} MB`);
      } finally {
        await server.stop();
      }
    }
    return rows;
  } finally {
    await client.stop();
  }
}
