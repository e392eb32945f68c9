import { CALLS } from '../calls.js';
import { rotated } from '../contenders.js';
import { startLoadClient } from '../load/load.js';
import { startServer } from '../processes/server.js';

const WARM_UP = { connections: 10, seconds: 1 };

/**
 * One round of requests per second and latencies. All contenders are up together and take turns figure by figure, so
 * that whatever else the machine does meets all of them alike. Rows: `{ round, contender, call, connections,
 * requestsPerSecond, p50, p99 (ms), answers, clientBusy }`.
 */
export async function measureThroughput({ round, contenders, project, options, say }) {
  const servers = [];
  const client = startLoadClient();
  try {
    for (const contender of contenders) servers.push(await startServer(contender, project));
    for (const server of servers) {
      for (const call of callsOf(server.contender)) await client.load(server, { call, ...WARM_UP });
    }
    const rows = [];
    for (const connections of options.connections) {
      for (const call of CALLS) {
        for (const server of rotated(servers, rows.length)) {
          if (!server.contender.calls.includes(call.id)) continue;
          const result = await client.load(server, { call, connections, seconds: options.seconds });
          const { requestsPerSecond, p50, p99, answers, clientBusy } = result;
          const contender = server.contender.id;
          rows.push({ round, contender, call: call.id, connections, requestsPerSecond, p50, p99, answers, clientBusy });
          say(`${call.title}, ${connections} connections: ${contender} ${Math.round(requestsPerSecond)} a second`);
        }
      }
    }
    return rows;
  } finally {
    await Promise.all([client, ...servers].map((child) => child.stop()));
  }
}

function callsOf(contender) {
  return CALLS.filter(({ id }) => contender.calls.includes(id));
}
