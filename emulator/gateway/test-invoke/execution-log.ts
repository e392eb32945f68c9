import { isUtf8 } from 'node:buffer';
import type { HeaderList } from '../../shared/header-list.ts';
import { lastValues } from '../client-input.ts';
import { configuredResponse } from '../gateway-responses/render.ts';
import type { Answered } from '../pipeline.ts';
import { endpointHeaders, endpointResponseHeaders, endpointUri } from './endpoint-facts.ts';
import { failureLine } from './failure-line.ts';

/** A log event has at most this many characters (Developer Guide, known issues; measured on public logs). */
const MAX_EVENT = 1024;

/** The execution log of a traced request, in AWS's words (recorded: test_invoke_test_method, test_apigw_test_invoke_method_api). */
export function executionLog(trace: Answered, answer: { path: string; body: string; headers: HeaderList }): string {
  const { request, input, context, route, rejection, reply } = trace;
  const before = [
    `Starting execution for request: ${context.requestId}`,
    `HTTP Method: ${request.method}, Resource Path: ${answer.path}`,
    `Method request path: ${javaMap(Object.entries(route?.pathParameters ?? {}))}`,
    `Method request query string: ${javaMap(Object.entries(lastValues(input.query)))}`,
    `Method request headers: ${javaMap(input.headers)}`,
    `Method request body before transformations: ${bodyText(request.body)}`,
    ...sendingLines(trace),
  ];
  const after = [
    ...receivedLines(trace),
    ...(rejection === undefined ? responseLines(answer) : refusalLines(trace)),
    `Method completed with status: ${reply.status}`,
  ];
  const events = [...eventsAt(context.requestTimeEpoch, before), ...eventsAt(trace.endedAt, after)];
  return `Execution log for request ${context.requestId}\n${events.join('')}`;
}

function eventsAt(time: number, lines: readonly string[]): string[] {
  const start = logTime(time);
  return lines.map((line) => `${start} : ${truncate(line)}\n`);
}

/** MOCK has no endpoint, and an address that is none is not tried (both recorded). */
function sendingLines(trace: Answered): string[] {
  const { outgoing, rejection } = trace;
  if (!outgoing || outgoing.kind === 'mock' || rejection?.explanation.code === 'gateway-invalid-endpoint') return [];
  const uri = endpointUri(outgoing);
  const body = outgoing.kind === 'http' ? bodyText(outgoing.body) : outgoing.payload;
  return [
    `Endpoint request URI: ${uri}`,
    `Endpoint request headers: ${javaMap(endpointHeaders(outgoing, trace))}`,
    `Endpoint request body after transformations: ${body}`,
    `Sending request to ${uri}`,
  ];
}

function receivedLines(trace: Answered): string[] {
  const { outgoing, result, integrationLatency = 0 } = trace;
  if (!result || outgoing?.kind === 'mock') return [];
  return [
    `Received response. Status: ${result.status}, Integration latency: ${integrationLatency} ms`,
    `Endpoint response headers: ${javaMap(endpointResponseHeaders(result, trace))}`,
    `Endpoint response body before transformations: ${bodyText(result.body)}`,
  ];
}

function responseLines({ body, headers }: { body: string; headers: HeaderList }): string[] {
  return [
    `Method response body after transformations: ${body}`,
    `Method response headers: ${javaMap(headers)}`,
    'Successfully completed execution',
  ];
}

/** A gateway response of the API's own is named; the built-in one is not (recorded). */
function refusalLines(trace: Answered): string[] {
  const { rejection, deployment, reply } = trace;
  const configured = rejection && configuredResponse(rejection, deployment.api);
  return [
    ...lambdaRefusalLines(trace),
    failureLine(trace),
    ...(configured ? [`Gateway response type: ${configured.responseType} with status code: ${reply.status}`] : []),
  ];
}

/** Seen for 429 and 400. A function that isn't there is told as one that may not be called, without it. */
function lambdaRefusalLines({ rejection }: Answered): string[] {
  const { status, requestId } = rejection?.lambda ?? {};
  if (status === undefined || status === 404) return [];
  return [`Lambda invocation failed with status: ${status}. Lambda request id: ${requestId}`];
}

/** Values of one name are joined, and secrets are masked but for their end, as in AWS's logs. */
function javaMap(entries: Iterable<readonly [string, string]>): string {
  const values = new Map<string, string>();
  for (const [name, value] of entries) {
    const known = values.get(name);
    values.set(name, known === undefined ? value : `${known},${value}`);
  }
  return `{${[...values].map(([name, value]) => `${name}=${SECRET.test(name) ? mask(value) : value}`).join(', ')}}`;
}

const SECRET = /^(?:authorization|x-api-key)$/i;
const SHOWN_END = 6;

function mask(value: string): string {
  const hidden = Math.max(0, value.length - SHOWN_END);
  return '*'.repeat(hidden) + value.slice(hidden);
}

function bodyText(body: Buffer): string {
  return isUtf8(body) ? body.toString('utf8') : '[Binary Data]';
}

function truncate(line: string): string {
  return line.length > MAX_EVENT ? `${line.slice(0, MAX_EVENT)} [TRUNCATED]` : line;
}

/** `Tue Aug 19 17:04:50 UTC 2025` */
function logTime(time: number): string {
  const [, day, date, month, year, clock] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(time).toUTCString()) ?? [];
  return `${day} ${month} ${date} ${clock} UTC ${year}`;
}
