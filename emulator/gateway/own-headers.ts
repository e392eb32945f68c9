import type { IntegrationType } from '../config/types.ts';

export interface OwnHeaders {
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** Left out where `isTraced` says so, and of refusals before the backend was called. */
  readonly traceId: string | undefined;
  /** Undefined: a streamed answer, whose length nobody knows. */
  readonly contentLength: number | undefined;
}

/**
 * Every answer of a stage has these, spelled and placed as AWS's endpoint sends them; Date and Connection are the
 * transport's. Content-Type is application/json unless the answer brought one.
 */
export function addOwnHeaders(
  headers: readonly [string, string][],
  { requestId, extendedRequestId, traceId, contentLength }: OwnHeaders,
): [string, string][] {
  const lines: [string, string][] = [contentType(headers)];
  if (contentLength !== undefined) lines.push(['Content-Length', String(contentLength)]);
  lines.push(['x-amzn-RequestId', requestId]);
  for (const line of headers) if (line[0].toLowerCase() !== 'content-type') lines.push(line);
  lines.push(['x-amz-apigw-id', extendedRequestId]);
  if (traceId !== undefined) lines.push(['X-Amzn-Trace-Id', traceId]);
  return lines;
}

/** Recorded: answers of a MOCK and of an HTTP_PROXY have no X-Amzn-Trace-Id. */
export function isTraced(type: IntegrationType | undefined): boolean {
  return type !== 'MOCK' && type !== 'HTTP_PROXY';
}

function contentType(headers: readonly [string, string][]): [string, string] {
  return headers.find((line) => line[0].length === 12 && line[0].toLowerCase() === 'content-type') ?? JSON_TYPE;
}

const JSON_TYPE: [string, string] = ['Content-Type', 'application/json'];
