import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { ENVIRONMENT_CALLS } from '../calls.js';
import { withFlags } from '../contenders.js';
import { timeOf } from '../processes/ask.js';
import { startServer } from '../processes/server.js';

// Long enough for the next spare thread to be there, as it is for whoever saves a file and looks at the browser.
const BETWEEN_CALLS_MS = 250;
const HANDLERS = ['small', 'sdk'];

/**
 * One round of cold starts: each call gets a new environment (`--cold`), and is timed as its client sees it, over one
 * kept connection. Only Offstage has environments. Rows: `{ round, contender, handler, ms }`. The first call of each
 * handler in a round pays for what the later ones find in the code cache, and is a row of its own: `isFirst`.
 */
export async function measureCold({ round, contenders, project, options, say }) {
  const offstage = contenders.find(({ id }) => id === 'offstage');
  if (offstage === undefined) return [];
  const server = await startServer(withFlags(offstage, ['--cold']), project);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const rows = [];
    for (const handler of HANDLERS) {
      for (let start = 0; start <= options.coldStarts; start += 1) {
        await pause(BETWEEN_CALLS_MS);
        const ms = await timeOf(server.port, ENVIRONMENT_CALLS[handler], agent);
        rows.push({ round, contender: offstage.id, handler, isFirst: start === 0, ms });
      }
      say(`${options.coldStarts} cold starts of ${ENVIRONMENT_CALLS[handler].title}`);
    }
    return rows;
  } finally {
    agent.destroy();
    await server.stop();
  }
}
