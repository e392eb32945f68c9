// The client that makes the load, in a process of its own: autocannon, told by message what to send and posting back
// what came. Every answer's status and body are compared with the one right answer.
import autocannon from 'autocannon';
import { percentile } from '../figures.js';

process.on('message', async (job) => process.send(await run(job)));

async function run({ port, call, connections, seconds, amount }) {
  const latencies = [];
  const answersPerClient = new Map();
  const wrong = { count: 0 };
  const sawWrong = (what) => {
    wrong.count += 1;
    wrong.first ??= what;
  };
  // autocannon shows an answer twice: its status in `response`, then at once its body in `verifyBody`.
  let status;
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  let lastAnswer = started;
  const instance = autocannon({
    url: `http://127.0.0.1:${port}${call.path}`,
    method: call.method,
    headers: call.headers,
    body: call.body,
    connections,
    ...(amount === undefined ? { duration: seconds } : { amount }),
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
    lastAnswer = performance.now();
    answersPerClient.set(client, (answersPerClient.get(client) ?? 0) + 1);
  });
  const { errors, timeouts, requests } = await instance;
  const cpu = process.cpuUsage(cpuBefore);
  const elapsed = lastAnswer - started;
  latencies.sort((a, b) => a - b);
  // A timed run ends with one request under way on each connection; more than that were lost.
  const underWay = amount === undefined ? connections : 0;
  return {
    answers: latencies.length,
    requestsPerSecond: (latencies.length / elapsed) * 1000,
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
    wrong,
    errors,
    timeouts,
    lost: Math.max(0, (amount ?? requests.sent) - latencies.length - underWay),
    connectionsAnswered: answersPerClient.size,
    /** Share of one core that this client used: near 1, it is the client that was measured. */
    clientBusy: (cpu.user + cpu.system) / 1000 / (performance.now() - started),
  };
}
