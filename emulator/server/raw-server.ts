import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { explain } from '../errors/explanation.ts';
import type { EmulatorEventListener } from '../events.ts';
import type { Outside } from '../gateway/exchange.ts';
import { refusal } from './refusal.ts';

/** What Node's parser takes before it gives up: above AWS's limit, so that the answer is the gateway's. */
const PARSER_HEADER_BYTES = 65_536;

/** How a server speaks TLS, and who is told of clients that it could not agree with. */
export interface Tls {
  readonly options: TlsOptions;
  readonly onHandshakeError: (error: NodeJS.ErrnoException) => void;
}

type Handler = (message: IncomingMessage, response: ServerResponse) => void;

/**
 * The socket server below Fastify: it lets pass what Node would answer, drop or refuse by itself (Expect, a missing
 * Host, the headers after the two thousandth), and answers what is no HTTP request with 400 instead of a silent end.
 */
export function createRawServer(
  handler: Handler,
  { onEvent, outside }: { onEvent: EmulatorEventListener; outside: Outside },
  tls?: Tls,
): Server {
  const latest = new WeakMap<Socket, ServerResponse>();
  const serve: Handler = (message, response) => {
    latest.set(message.socket, response);
    handler(message, response);
  };
  const refuse = (socket: Socket, reason: string, method: string): void => {
    socket.end(badRequest(outside));
    const explanation = explain('gateway-malformed-request', { reason });
    onEvent({ kind: 'refused', method, path: '?', status: 400, explanation });
  };
  const parsing = { maxHeaderSize: PARSER_HEADER_BYTES, requestTimeout: 0, requireHostHeader: false };
  const server = tls ? createSecureServer({ ...parsing, ...tls.options }, serve) : createServer(parsing, serve);
  if (tls) {
    listenToHandshakes(server, tls);
    closeWithHandshakes(server);
  }
  server.maxHeadersCount = 0;
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) => {
    response.writeContinue();
    serve(message, response);
  });
  server.on('checkExpectation', serve);
  server.on('connect', (_message: IncomingMessage, socket: Socket) =>
    refuse(socket, 'CONNECT is for proxies', 'CONNECT'),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const reason = error.code ?? error.message;
    const before = latest.get(socket);
    // Bytes behind a whole request: its answer comes first.
    if (before?.req.complete && !before.writableFinished) {
      before.once('finish', () => refuse(socket, reason, '?'));
    } else refuse(socket, reason, '?');
  });
  return server;
}

/** Node would have such connections refused as malformed requests; nothing that was sent over them could be read. */
function listenToHandshakes(server: Server, { onHandshakeError }: Tls): void {
  server.removeAllListeners('tlsClientError');
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    socket.destroy();
    onHandshakeError(error);
  });
}

/**
 * A connection is HTTP's, and closed with all others, once its handshake is done. The server would wait for those that
 * never come so far until they time out, after two minutes.
 */
function closeWithHandshakes(server: Server): void {
  const connections = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const closeThose = server.closeAllConnections.bind(server);
  server.closeAllConnections = () => {
    closeThose();
    for (const socket of connections) socket.destroy();
  };
}

function badRequest(outside: Outside): string {
  const { headers, body } = refusal(400, 'Bad Request', undefined, outside);
  const lines = [['Date', new Date().toUTCString()], ...headers, ['Connection', 'close']];
  return `HTTP/1.1 400 Bad Request\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}
