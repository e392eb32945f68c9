export interface OwnHeaders {
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** Left out: MOCK, HTTP_PROXY, and refusals before the backend was called. */
  readonly traceId: string | undefined;
  readonly contentLength: number;
}

/**
 * Every answer of a stage has these, spelled and placed as AWS's endpoint sends them; Date and Connection are the
 * transport's. Content-Type is application/json unless the answer brought one.
 */
export function addOwnHeaders(
  headers: readonly [string, string][],
  { requestId, extendedRequestId, traceId, contentLength }: OwnHeaders,
): [string, string][] {
  const lines: [string, string][] = [
    contentType(headers),
    ['Content-Length', String(contentLength)],
    ['x-amzn-RequestId', requestId],
  ];
  for (const line of headers) if (line[0].toLowerCase() !== 'content-type') lines.push(line);
  lines.push(['x-amz-apigw-id', extendedRequestId]);
  if (traceId !== undefined) lines.push(['X-Amzn-Trace-Id', traceId]);
  return lines;
}

function contentType(headers: readonly [string, string][]): [string, string] {
  return headers.find((line) => line[0].length === 12 && line[0].toLowerCase() === 'content-type') ?? JSON_TYPE;
}

const JSON_TYPE: [string, string] = ['Content-Type', 'application/json'];
