import type { HeaderList } from '../../shared/header-list.ts';
import { lastValues } from '../client-input.ts';
import type { Trace } from '../exchange.ts';
import type { IntegrationRequest, IntegrationResult } from '../integration/types.ts';

/** A log event has at most this many characters (Developer Guide, known issues). */
const MAX_EVENT = 1024;

/** The execution log of a traced request, in AWS's words (recorded: test_invoke_test_method, test_apigw_test_invoke_method_api). */
export function executionLog(trace: Trace, answer: { path: string; body: string; headers: HeaderList }): string {
  const { request, input, context, route, rejection } = trace;
  const lines = [
    `Starting execution for request: ${context.requestId}`,
    `HTTP Method: ${request.method}, Resource Path: ${answer.path}`,
    `Method request path: ${javaMap(Object.entries(route?.pathParameters ?? {}))}`,
    `Method request query string: ${javaMap(Object.entries(lastValues(input.query)))}`,
    `Method request headers: ${javaMap(input.headers)}`,
    truncate(`Method request body before transformations: ${request.body.toString('utf8')}`),
    ...endpointLines(trace),
  ];
  if (rejection) {
    lines.push(`Execution failed due to configuration error: ${reasonOf(trace)}`);
  } else {
    lines.push(
      truncate(`Method response body after transformations: ${answer.body}`),
      `Method response headers: ${javaMap(answer.headers)}`,
      'Successfully completed execution',
    );
  }
  lines.push(`Method completed with status: ${trace.reply?.status}`);
  const time = logTime(context.requestTimeEpoch);
  return `Execution log for request ${context.requestId}\n${lines.map((line) => `${time} : ${line}\n`).join('')}`;
}

function endpointLines({ outgoing, result, integrationLatency, context }: Trace): string[] {
  if (!outgoing || outgoing.kind === 'mock') return [];
  const uri = endpointUri(outgoing);
  const lines = [
    `Endpoint request URI: ${uri}`,
    truncate(`Endpoint request headers: ${javaMap(endpointHeaders(outgoing, context.requestId))}`),
    truncate(`Endpoint request body after transformations: ${payloadOf(outgoing)}`),
    `Sending request to ${uri}`,
  ];
  if (result) lines.push(...answerLines(result, integrationLatency ?? 0));
  return lines;
}

function answerLines(result: IntegrationResult, latency: number): string[] {
  return [
    `Received response. Status: ${result.status}, Integration latency: ${latency} ms`,
    truncate(`Endpoint response headers: ${javaMap(result.headers)}`),
    truncate(`Endpoint response body before transformations: ${result.body.toString('utf8')}`),
  ];
}

function endpointUri(outgoing: Exclude<IntegrationRequest, { kind: 'mock' }>): string {
  if (outgoing.kind === 'http') return outgoing.url;
  const region = outgoing.functionArn.split(':')[3];
  return `https://lambda.${region}.amazonaws.com/2015-03-31/functions/${outgoing.functionArn}/invocations`;
}

function endpointHeaders(outgoing: Exclude<IntegrationRequest, { kind: 'mock' }>, requestId: string): HeaderList {
  if (outgoing.kind === 'http') return outgoing.headers;
  return [['x-amzn-lambda-integration-tag', requestId], ...outgoing.headers, ['X-Amzn-Trace-Id', outgoing.traceId]];
}

function payloadOf(outgoing: Exclude<IntegrationRequest, { kind: 'mock' }>): string {
  return outgoing.kind === 'http' ? outgoing.body.toString('utf8') : outgoing.payload;
}

/** AWS's own reason where its wording is known; a refusal before the endpoint is told by its message. */
function reasonOf({ rejection }: Trace): string {
  const reason = rejection && REASONS[rejection.explanation.code];
  return reason ?? rejection?.clientMessage ?? 'Internal server error';
}

/** Wordings seen in execution logs. */
const REASONS: Readonly<Record<string, string>> = {
  'gateway-invalid-endpoint': 'Invalid endpoint address',
  'gateway-backend-unreachable': 'Invalid endpoint address',
  'gateway-malformed-proxy-answer': 'Malformed Lambda proxy response',
  'gateway-no-integration-response': 'No match for output mapping and no default output mapping configured.',
  'gateway-undeclared-status': 'Output mapping refers to an invalid method response',
  'gateway-function-refused': 'Invalid permissions on Lambda function',
  'gateway-mock-without-status':
    'Unable to parse statusCode. It should be an integer that is defined in the request template.',
  'mapping-template-failed': 'Unable to transform request',
  'mapping-template-syntax': 'Unable to transform request',
  'gateway-template-needs-text': 'Unable to transform request',
};

function javaMap(entries: Iterable<readonly [string, string]>): string {
  return `{${[...entries].map(([name, value]) => `${name}=${value}`).join(', ')}}`;
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
