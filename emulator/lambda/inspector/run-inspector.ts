import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { type DebuggerSession, openSession } from './session.ts';
import type { InspectorData, InspectorMessage } from './start-inspector.ts';
import { acceptWebSocket } from './web-socket.ts';

const HOST = '127.0.0.1';

/**
 * Runs in the inspector's thread: answers what `chrome://inspect` and editors ask an inspector's port (`/json/list`,
 * `/json/version`) and gives each WebSocket a session with the main thread, from which it reaches the environments.
 */
export function runInspector({ port, debuggers }: InspectorData): void {
  const id = randomUUID();
  const sessions = new Set<DebuggerSession>();
  const server = createServer((request, response) => {
    if (isLocal(request)) describe(request, response, id);
    else response.writeHead(400).end();
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const connection =
      isLocal(request) && request.url === `/${id}` ? acceptWebSocket(request, socket, head) : undefined;
    if (!connection) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      return;
    }
    const session = openSession((text) => connection.send(text));
    sessions.add(session);
    Atomics.add(debuggers, 0, 1);
    connection.onText((text) => {
      if (!session.take(text)) connection.close();
    });
    connection.onClose(() => {
      sessions.delete(session);
      void session.close();
      Atomics.sub(debuggers, 0, 1);
    });
  });
  parentPort?.once('message', async () => {
    await Promise.all([...sessions].map((session) => session.close()));
    process.exit();
  });
  server.once('error', ({ code, message }: NodeJS.ErrnoException) => tell({ kind: 'failed', code, reason: message }));
  server.listen(port, HOST, () => {
    const taken = (server.address() as AddressInfo).port;
    tell({ kind: 'listening', port: taken, url: `ws://${HOST}:${taken}/${id}` });
  });
}

function tell(message: InspectorMessage): void {
  parentPort?.postMessage(message);
}

/** A page of a foreign name that resolves to this machine must not reach it. */
function isLocal({ headers: { host = '' } }: IncomingMessage): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host);
}

/** The two pages that say what can be debugged, in the words of Node's own inspector. */
function describe({ url, headers: { host } }: IncomingMessage, response: ServerResponse, id: string): void {
  const address = `${host}/${id}`;
  const pages: Readonly<Record<string, object>> = {
    '/json/version': { Browser: `node.js/${process.version}`, 'Protocol-Version': '1.1' },
    '/json/list': [
      {
        description: 'node.js instance',
        devtoolsFrontendUrl: `devtools://devtools/bundled/js_app.html?experiments=true&v8only=true&ws=${address}`,
        id,
        title: 'Offstage',
        type: 'node',
        url: 'file://',
        webSocketDebuggerUrl: `ws://${address}`,
      },
    ],
  };
  const path = (url ?? '').replace(/\/$/, '');
  const page = pages[path === '/json' ? '/json/list' : path];
  if (page) response.writeHead(200, { 'Content-Type': 'application/json; charset=UTF-8' }).end(JSON.stringify(page));
  else response.writeHead(404).end();
}
