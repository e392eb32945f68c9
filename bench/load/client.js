// The client that makes the load, in a process of its own: autocannon, told by message what to send and posting back
// what came. Every answer's status and body are compared with the one right answer.
import autocannon from 'autocannon';
import { percentile } from '../figures.js';

// The longest that the last answers can take: autocannon gives a request up after ten seconds.
const DRAIN_SECONDS = 15;

process.on('message', async (job) => process.send(await run(job)));

async function run({ port, call, connections, seconds, amount }) {
  const latencies = [];
  const clients = [];
  const answered = new Set();
  const wrong = { count: 0 };
  const sawWrong = (what) => {
    wrong.count += 1;
    wrong.first ??= what;
  };
  // autocannon shows an answer twice: its status in `response`, then at once its body in `verifyBody`.
  let status;
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  /** What the rate is made of: without the last answers, that come when others have already stopped. */
  let counted;
  const count = () => ({ answers: latencies.length, ms: performance.now() - started });
  const instance = autocannon({
    url: `http://127.0.0.1:${port}${call.path}`,
    method: call.method,
    headers: call.headers,
    body: call.body,
    connections,
    ...(amount === undefined ? { duration: seconds + DRAIN_SECONDS } : { amount }),
    setupClient: (client) => clients.push(client),
    // The end of the run is only looked at once per sample; a second would be too rough.
    sampleInt: 50,
    // A server that is gone refuses thousands of connections a second, and a counted run would never end.
    bailout: 10_000,
    verifyBody: (body) => {
      if (status !== call.answer.status) sawWrong(`status ${status}: ${body.slice(0, 200)}`);
      else if (body !== call.answer.body) sawWrong(`a body of ${Buffer.byteLength(body)} bytes: ${body.slice(0, 200)}`);
      return true;
    },
  });
  instance.on('response', (client, statusCode, _bytes, milliseconds) => {
    status = statusCode;
    latencies.push(milliseconds);
    answered.add(client);
  });
  // At its end autocannon drops what is under way, and nobody would know whether it was ever answered. So each client
  // is told to stop after the request it is at; the run ends when all have.
  if (amount === undefined) {
    setTimeout(() => {
      counted = count();
      for (const client of clients) client.responseMax = client.reqsMade;
    }, seconds * 1000);
  }
  const { errors, timeouts, requests } = await instance;
  const cpu = process.cpuUsage(cpuBefore);
  counted ??= count();
  latencies.sort((a, b) => a - b);
  return {
    answers: latencies.length,
    requestsPerSecond: (counted.answers / counted.ms) * 1000,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    wrong,
    errors,
    timeouts,
    lost: requests.sent - latencies.length,
    connectionsAnswered: answered.size,
    /** Share of one core that this client used: near 1, it is the client that was measured. */
    clientBusy: (cpu.user + cpu.system) / 1000 / (performance.now() - started),
  };
}
