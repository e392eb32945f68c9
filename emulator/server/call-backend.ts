import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as requestHttp,
  validateHeaderValue,
} from 'node:http';
import { request as requestHttps, Agent as TlsAgent } from 'node:https';
import type { HttpAnswer, HttpCall, HttpOutcome } from '../gateway/exchange.ts';
import { MAX_PAYLOAD_BYTES } from '../gateway/gateway-responses/too-large.ts';
import { toWire } from '../shared/header-list.ts';
import { readHeaders } from './read-request.ts';

export interface BackendClient {
  send(call: HttpCall): Promise<HttpOutcome>;
  /** Ends the connections that are kept open. */
  close(): void;
}

/**
 * Sends HTTP requests to backends with exactly the given header lines and Host, and Content-Length where there is a
 * body or the method is one that carries one. Node's own client does this; undici refuses header names (Upgrade,
 * Expect) that API Gateway sends. Redirects are not followed, nothing is decoded, an answer may have 10 MB. Never
 * rejects.
 */
export function createBackendClient(): BackendClient {
  const agents = { http: new Agent({ keepAlive: true }), https: new TlsAgent({ keepAlive: true }) };
  return {
    send: (call) => new Promise((resolve) => start(call, agents, resolve)),
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

interface Agents {
  readonly http: Agent;
  readonly https: TlsAgent;
}

const METHODS_WITH_BODY: ReadonlySet<string> = new Set(['PATCH', 'POST', 'PUT']);

function start(call: HttpCall, agents: Agents, done: (outcome: HttpOutcome) => void): void {
  let current: ClientRequest;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    current.destroy();
  }, call.timeoutMs);
  const finish = (outcome: HttpOutcome) => {
    clearTimeout(timer);
    done(outcome);
  };
  attempt();

  function attempt(): void {
    let outgoing: ClientRequest;
    try {
      outgoing = open(call, agents);
    } catch (error) {
      finish({ kind: 'failure', reason: 'unreachable', detail: (error as Error).message });
      return;
    }
    current = outgoing;
    let answer: IncomingMessage | undefined;
    const fail = (error: NodeJS.ErrnoException) => {
      // Bytes behind a whole answer make the connection useless, and the answer no worse.
      if (answer?.complete) return;
      // A kept connection may have been closed by the backend (a restart) just before it was used again.
      if (outgoing.reusedSocket && error.code === 'ECONNRESET' && !answer && !timedOut) attempt();
      else finish(timedOut ? LATE : failureOf(error));
    };
    outgoing.on('response', (message) => {
      answer = message;
      if (call.streamed) finish({ ...headOf(message), body: NOTHING, rest: message });
      else collect(message, finish, fail);
    });
    outgoing.on('error', fail);
    // Without an answer and without an error: the backend switched protocols, and Node closed the connection.
    outgoing.on('close', () => {
      if (outgoing === current && !answer) finish(timedOut ? LATE : BROKEN);
    });
    outgoing.end(call.body);
  }
}

/** Throws for what no URL or header can hold. */
function open({ method, url: address, headers: given, body, signal }: HttpCall, agents: Agents): ClientRequest {
  const url = new URL(address);
  const lines: (readonly [string, string])[] = given.filter(([name]) => name.toLowerCase() !== 'trailer');
  if (!given.some(([name]) => name.toLowerCase() === 'host')) lines.unshift(['Host', url.host]);
  if (body.length > 0 || METHODS_WITH_BODY.has(method)) lines.push(['Content-Length', String(body.length)]);
  const headers = lines.flatMap(([name, value]) => [name, toWire(value)]) as unknown as OutgoingHttpHeaders;
  const secure = url.protocol === 'https:';
  const agent = secure ? agents.https : agents.http;
  const path = requestPath(address);
  const outgoing = (secure ? requestHttps : requestHttp)(url, { method, path, headers, setHost: false, agent, signal });
  for (const line of given) if (line[0].toLowerCase() === 'trailer') addRefusedLine(outgoing, line);
  return outgoing;
}

/** Path and query as they are, only what HTTP can't carry escaped: a URL object would take `..` and `%2e%2e` out. */
function requestPath(address: string): string {
  const [, path = ''] = /^[^:]+:\/\/[^/?#\\]*([^#]*)/.exec(address) ?? [];
  const escaped = path.replace(/[^!-~]|["<>\\^`{|}]/gu, encodeURIComponent);
  return escaped.startsWith('/') ? escaped : `/${escaped}`;
}

/**
 * Node refuses Trailer on a request that isn't chunked; API Gateway sends it (recorded). A request whose headers were
 * given as a list has its head ready as text, to which the line is added.
 */
function addRefusedLine(outgoing: ClientRequest, [name, value]: readonly [string, string]): void {
  validateHeaderValue(name, value);
  const ready = outgoing as unknown as { _header: string };
  ready._header = ready._header.replace(/\r\n\r\n$/, () => `\r\n${name}: ${value}\r\n\r\n`);
}

const LATE: HttpOutcome = { kind: 'failure', reason: 'timeout', detail: 'no answer in time' };
const BROKEN: HttpOutcome = { kind: 'failure', reason: 'network', detail: 'the connection ended without an answer' };
const TOO_LARGE: HttpOutcome = {
  kind: 'failure',
  reason: 'too-large',
  detail: `the answer has more than ${MAX_PAYLOAD_BYTES} bytes`,
};

function collect(
  message: IncomingMessage,
  finish: (outcome: HttpOutcome) => void,
  fail: (error: NodeJS.ErrnoException) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  message.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes <= MAX_PAYLOAD_BYTES) return;
    finish(TOO_LARGE);
    message.destroy();
  });
  message.on('error', fail);
  message.on('end', () => finish({ ...headOf(message), body: Buffer.concat(chunks) }));
}

function headOf(message: IncomingMessage): Pick<HttpAnswer, 'kind' | 'status' | 'headers'> {
  return { kind: 'answer', status: message.statusCode ?? 502, headers: readHeaders(message) };
}

const NOTHING = Buffer.alloc(0);

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
]);

function failureOf({ code = '', message }: NodeJS.ErrnoException): HttpOutcome {
  return { kind: 'failure', reason: UNREACHABLE.has(code) ? 'unreachable' : 'network', detail: message };
}
