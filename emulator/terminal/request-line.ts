import type { Trace } from '../gateway/exchange.ts';
import { type Colors, type Paint, statusPaint } from './colors.ts';
import { escapeLine } from './escape.ts';
import { maskQuery } from './mask.ts';
import { shorten } from './wrap.ts';

/** What the line of one request says. */
export interface RequestFacts {
  readonly method: string;
  /** As the client sent it, with its query. */
  readonly target: string;
  readonly status: number;
  readonly durationMs?: number;
  /** Who answered: a function's name, a backend's host, `mock`. */
  readonly answeredBy?: string;
  readonly paint?: Paint;
}

const METHOD_WIDTH = 7;
const PATH_WIDTH = 32;
const LONGEST_PATH = 160;

/** `  GET      /v1/pets/7                        200     4 ms  onePet` */
export function renderRequestLine(facts: RequestFacts, c: Colors): string {
  const { method, target, status, durationMs, answeredBy, paint = c.dim } = facts;
  const start = [
    c.bold(escapeLine(shorten(method, LONGEST_PATH)).padEnd(METHOD_WIDTH)),
    escapeLine(shorten(target, LONGEST_PATH)).padEnd(PATH_WIDTH),
    statusPaint(status, c)(String(status)),
  ];
  const duration = durationMs === undefined ? '' : renderDuration(durationMs);
  if (answeredBy === undefined) return `  ${start.join('  ')}${duration === '' ? '' : c.dim(duration.padStart(10))}`;
  return `  ${start.join('  ')}${c.dim(duration.padStart(10))}  ${paint(escapeLine(answeredBy))}`;
}

/** Milliseconds as a person reads them: `0.4 ms`, `12 ms`, `3.02 s`. */
export function renderDuration(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(2)} s`;
  return ms > 0 && ms < 1 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`;
}

/** The facts of a request to a stage. */
export function requestFacts(trace: Trace): RequestFacts {
  const { request, reply, context, endedAt } = trace;
  const query = request.query === '' ? '' : `?${maskQuery(request.query)}`;
  return {
    method: request.method,
    target: calledPath(request) + query,
    // Without a reply the client has gone away before its answer was made: nginx's 499 says so in one number.
    status: reply?.status ?? 499,
    durationMs: endedAt === undefined ? undefined : endedAt - context.requestTimeEpoch,
    answeredBy: answeredBy(trace),
  };
}

/** The path that a client called, below the name of a custom domain. */
export function calledPath({ customDomain, domainName, stagePath }: Trace['request']): string {
  return customDomain ? domainName + stagePath : stagePath;
}

function answeredBy({ outgoing, rejection, result, keptMs }: Trace): string | undefined {
  if (keptMs !== undefined) return `cache (${renderDuration(keptMs)} old)`;
  if (outgoing === undefined) return rejection?.type;
  switch (outgoing.kind) {
    case 'lambda':
      return (
        outgoing.functionName + (result?.lambda?.kind === 'answer' && result.lambda.initDurationMs ? ' (cold)' : '')
      );
    case 'http':
      return URL.canParse(outgoing.url) ? new URL(outgoing.url).host : outgoing.url;
    case 'mock':
      return 'mock';
  }
}
