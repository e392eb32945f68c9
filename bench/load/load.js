import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startChild } from '../processes/children.js';

const BEYOND_DURATION_MS = 30_000;
const COUNTED_MS = 600_000;

/** Starts the client's process (see client.js). Its jobs run one after the other. */
export function startLoadClient() {
  const child = startChild({ args: [fileURLToPath(new URL('./client.js', import.meta.url))], ipc: true });
  return {
    /**
     * Sends a call to a server for `seconds`, or `amount` times, over `connections`, and gives what came back; wrong
     * answers and lost requests are counted and not judged.
     */
    async tryLoad(server, job) {
      child.process.send({ ...job, port: server.port });
      return await resultOf(child, job);
    },
    /** As `tryLoad`, and an Error unless every request was answered rightly. */
    async load(server, job) {
      const result = await this.tryLoad(server, job);
      const trouble = troubleOf(result);
      if (trouble === undefined) return result;
      const where = `${server.contender.title}, ${job.call.title} at ${job.connections} connections`;
      throw new Error(`${where}: ${trouble}\n${server.child.output()}`);
    },
    stop: child.stop,
  };
}

/** What is wrong with a run's answers, in one sentence; undefined when nothing is. */
export function troubleOf({ answers, wrong, errors, timeouts, lost }) {
  if (answers === 0) return 'no answer at all';
  if (wrong.count > 0) return `${wrong.count} of ${answers} answers are wrong, the first: ${wrong.first}`;
  if (errors > 0) return `${errors} connections failed, ${timeouts} of them after 10 s without an answer`;
  if (lost > 0) return `${lost} requests were never answered`;
  return undefined;
}

async function resultOf(child, { seconds, amount }) {
  const limit = amount === undefined ? seconds * 1000 + BEYOND_DURATION_MS : COUNTED_MS;
  const settled = new AbortController();
  const timer = setTimeout(() => settled.abort(new Error(`the load did not end within ${limit / 1000} s`)), limit);
  const waiting = { signal: settled.signal };
  try {
    const [result] = await Promise.race([once(child.process, 'message', waiting), ending(child, waiting)]);
    return result;
  } catch (error) {
    throw error.name === 'AbortError' ? error.cause : error;
  } finally {
    clearTimeout(timer);
    settled.abort();
  }
}

async function ending(child, waiting) {
  await once(child.process, 'exit', waiting);
  throw new Error(`the load client ended:\n${child.output()}`);
}
