import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Reply } from '../gateway/exchange.ts';
import { toWire } from '../shared/header-list.ts';

/**
 * A reply onto the socket, byte for byte. Connection is always said, as AWS does: `close` when the client asked for
 * it, else keep-alive (which also keeps Node from adding a Keep-Alive header that AWS doesn't send).
 */
export async function sendResponse(reply: Reply, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const lines: string[] = ['Date', httpDate(Date.now())];
  for (const [name, value] of reply.headers) lines.push(name, toWire(value));
  lines.push('Connection', response.shouldKeepAlive ? 'keep-alive' : 'close');
  response.writeHead(reply.status, lines);
  const { body } = reply;
  if (Buffer.isBuffer(body)) {
    response.end(body);
    return;
  }
  if (message.method === 'HEAD') response.end();
  else await pipeline(Readable.from(body, { objectMode: false }), response).catch(() => response.destroy());
}

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
