import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Reply } from '../gateway/exchange.ts';
import { toWire } from '../shared/header-list.ts';

/**
 * A reply onto the socket, byte for byte. Connection is always said, as AWS does: `close` when the client asked for
 * it, else keep-alive (which also keeps Node from adding a Keep-Alive header that AWS doesn't send). Gives what to wait
 * for when the body is a stream.
 */
export function sendResponse(
  reply: Reply,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> | undefined {
  const lines: string[] = ['Date', httpDate(Date.now())];
  for (const [name, value] of reply.headers) {
    // Whatever body it was given: an answer of this status has none, and no length (RFC 9110, 8.6).
    if (reply.status !== 204 || name !== 'Content-Length') lines.push(name, toWire(value));
  }
  lines.push('Connection', response.shouldKeepAlive ? 'keep-alive' : 'close');
  response.writeHead(reply.status, lines);
  const { body } = reply;
  if (Buffer.isBuffer(body)) {
    response.end(body);
    return undefined;
  }
  return sendStream(body, reply.status, message, response);
}

async function sendStream(
  body: AsyncIterable<Uint8Array>,
  status: number,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (message.method === 'HEAD' || BODILESS.has(status)) {
    response.end();
    await drain(body);
    return;
  }
  // Now, not with the first bytes: a client is to see status and headers while the backend still thinks.
  response.flushHeaders();
  await pipeline(Readable.from(body, { objectMode: false }), response).catch(() => response.destroy());
}

/** What no client is sent is read all the same: the backend's work goes on. */
async function drain(body: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const _ of body);
  } catch {
    // It broke off: what is to be said of that stands in the trace.
  }
}

/** No body goes out with these. */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

let dateSecond = 0;
let date = '';

function httpDate(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    date = new Date(now).toUTCString();
  }
  return date;
}
