import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { explain } from '../errors/explanation.ts';
import type { EmulatorEventListener } from '../events.ts';

/** What Node's parser takes before it gives up: above AWS's limit, so that the answer is the gateway's. */
const PARSER_HEADER_BYTES = 65_536;

/**
 * The socket server below Fastify: it lets pass what Node would answer by itself (Expect), and answers what is no HTTP
 * request with 400 instead of a silent end.
 */
export function createRawServer(
  handler: (message: IncomingMessage, response: ServerResponse) => void,
  onEvent: EmulatorEventListener,
): Server {
  const server = createServer({ maxHeaderSize: PARSER_HEADER_BYTES, requestTimeout: 0 }, handler);
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
    response.writeContinue();
    handler(message, response);
  });
  server.on('checkExpectation', handler);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const body = '{"message":"Bad Request"}';
    const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    socket.end(`${head}\r\nConnection: close\r\n\r\n${body}`);
    const explanation = explain('gateway-malformed-request', { reason: error.code ?? error.message });
    onEvent({ kind: 'refused', method: '?', path: '?', status: 400, explanation });
  });
  return server;
}
