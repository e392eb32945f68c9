import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as requestHttp,
  validateHeaderValue,
} from 'node:http';
import { request as requestHttps, Agent as TlsAgent } from 'node:https';
import type { HttpCall, HttpOutcome } from '../gateway/exchange.ts';
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
 * Expect) that API Gateway sends. Redirects are not followed, nothing is decoded. Never rejects.
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
  let outgoing: ClientRequest;
  try {
    outgoing = open(call, agents);
  } catch (error) {
    done({ kind: 'failure', reason: 'unreachable', detail: (error as Error).message });
    return;
  }
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    outgoing.destroy();
  }, call.timeoutMs);
  const finish = (outcome: HttpOutcome) => {
    clearTimeout(timer);
    done(outcome);
  };
  const fail = (error: NodeJS.ErrnoException) => finish(timedOut ? LATE : failureOf(error));
  outgoing.on('response', (message) => collect(message, finish, fail));
  outgoing.on('error', fail);
  outgoing.end(call.body);
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
  const outgoing = (secure ? requestHttps : requestHttp)(url, { method, headers, setHost: false, agent, signal });
  for (const line of given) if (line[0].toLowerCase() === 'trailer') addRefusedLine(outgoing, line);
  return outgoing;
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

function collect(
  message: IncomingMessage,
  finish: (outcome: HttpOutcome) => void,
  fail: (error: NodeJS.ErrnoException) => void,
): void {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  message.on('error', fail);
  message.on('end', () =>
    finish({
      kind: 'answer',
      status: message.statusCode ?? 502,
      headers: readHeaders(message),
      body: Buffer.concat(chunks),
    }),
  );
}

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
