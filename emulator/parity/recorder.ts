import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody, readHeaders } from '../server/read-request.ts';
import type { HeaderList } from '../shared/header-list.ts';
import type { Outcome, ParityRequest } from './types.ts';

/** What stands between a suite and a stage, and writes down what the suite asks for. */
export interface Recorder {
  /** What the suite takes for the address of the stage. */
  readonly url: string;
  /** In the order in which they came, each with the status of its answer, if there was one. */
  readonly requests: readonly { readonly request: ParityRequest; readonly status?: number }[];
  /** Paths that were asked for outside of the stage: they can't be asked elsewhere. */
  readonly outside: readonly string[];
  close(): Promise<void>;
}

/** About one connection, or made anew for each. */
const OF_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const NOT_SENT_ON: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** Header lines without those that belong to one connection. */
function withoutConnection(headers: HeaderList): HeaderList {
  return headers.filter(([name]) => !OF_CONNECTION.has(name.toLowerCase()));
}

/**
 * Listens on loopback and hands every request below `/${stage}` on to `forward`. What no side answers is a 504 in plain
 * words, so that the suite's own report says why it failed.
 */
export async function startRecorder(
  stage: string,
  forward: (request: ParityRequest) => Promise<Outcome>,
): Promise<Recorder> {
  const base = `/${stage}`;
  const requests: { request: ParityRequest; status?: number }[] = [];
  const outside: string[] = [];
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.sendDate = false;
    const url = message.url ?? '';
    const body = await readBody(message);
    if (!(url === base || url.startsWith(`${base}/`) || url.startsWith(`${base}?`))) {
      outside.push(url);
      say(response, 502, `${url} is not below ${base}, the stage that OFFSTAGE_TARGET names.`);
      return;
    }
    if (!Buffer.isBuffer(body)) {
      say(response, 413, 'A request of more than 10 MB is not compared.');
      return;
    }
    const headers = withoutConnection(readHeaders(message));
    const entry: (typeof requests)[number] = {
      request: { method: message.method ?? 'GET', target: url.slice(base.length), headers, body },
    };
    requests.push(entry);
    const outcome = await forward(entry.request);
    if (outcome.kind === 'none') {
      say(response, 504, `The stage gave no answer: ${outcome.detail}.`);
      return;
    }
    entry.status = outcome.status;
    const lines = outcome.headers.filter(([name]) => !NOT_SENT_ON.has(name.toLowerCase()));
    response.writeHead(outcome.status, lines.flat());
    response.end(outcome.body);
  };
  const server = createServer((message, response) => {
    serve(message, response).catch((error: Error) => {
      if (response.headersSent) response.destroy();
      else say(response, 502, error.message);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    requests,
    outside,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function say(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`offstage parity: ${sentence}\n`);
}
