import { request } from 'node:http';

const ANSWER_MS = 10_000;

/**
 * Makes one call and gives its `{ status, body }`. Without an agent each call has a connection of its own; a call that
 * isn't answered in ten seconds fails.
 */
export function ask(port, { method, path, headers = {}, body }, agent = false) {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, method, path, headers, agent, timeout: ANSWER_MS },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString() }));
        response.on('error', reject);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${ANSWER_MS / 1000} s`)));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Makes the call and gives the milliseconds until its answer was read. Any answer but the right one is an Error. */
export async function timeOf(port, call, agent = false) {
  const asked = performance.now();
  const answer = await ask(port, call, agent);
  if (!isRight(answer, call)) throw new Error(`${call.method} ${call.path} answers ${shown(answer)}`);
  return performance.now() - asked;
}

/** Is it the one answer that the call has? */
export function isRight(answer, call) {
  return answer.status === call.answer.status && answer.body === call.answer.body;
}

/** An answer as a failure's message shows it. */
export function shown({ status, body }) {
  return `${status} ${JSON.stringify(body.slice(0, 200))} (${Buffer.byteLength(body)} bytes)`;
}
