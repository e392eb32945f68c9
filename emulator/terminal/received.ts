import type { Trace } from '../gateway/exchange.ts';
import type { IntegrationRequest } from '../gateway/integration/types.ts';
import { lastHeader } from '../shared/header-list.ts';
import type { Box } from './boxes.ts';

/** Of a long body: more than is ever shown, so that masking sees whole values. */
const READ_BYTES = 16_384;

/** What a box was handed, in one line of plain text: neither masked nor escaped nor shortened yet. */
export function receivedBy(box: Box, trace: Trace): string {
  const { request, route, outgoing, result, mapped, deployment } = trace;
  switch (box) {
    case 'route match':
      return `${request.method} ${request.path} in stage ${deployment.stage.name} of ${deployment.api.name}`;
    case 'method request':
    case 'integration request': {
      const type = lastHeader(request.headers, 'content-type');
      return [
        route === undefined ? '' : `${route.method.httpMethod} ${route.resource.path}`,
        ...Object.entries(route?.pathParameters ?? {}).map(([name, value]) => `${name}=${value}`),
        request.query === '' ? '' : `?${request.query}`,
        type === undefined ? '' : `Content-Type: ${type};`,
        bodyText(request.body),
      ]
        .filter((part) => part !== '')
        .join(' ');
    }
    case 'integration':
      if (outgoing === undefined) return '';
      return route?.method.integration?.type === 'AWS_PROXY' ? proxyEventText(outgoing) : sentText(outgoing);
    case 'integration response':
      if (result === undefined) return '';
      return result.lambda === undefined ? `${result.status} ${bodyText(result.body)}` : bodyText(result.body);
    case 'method response':
      return mapped === undefined ? '' : `${mapped.status} ${bodyText(mapped.body)}`;
  }
}

/** A body as text; one that is no text by its number of bytes. */
export function bodyText(body: Buffer | AsyncIterable<Uint8Array>): string {
  if (!Buffer.isBuffer(body)) return '(streamed)';
  const text = body.toString('utf8', 0, READ_BYTES);
  // An incomplete character at the cut is no sign of a binary body.
  const isText = !text.includes('\0') && !text.slice(0, -1).includes('\ufffd');
  return isText ? text : `(${body.length} bytes that are no text)`;
}

/** A proxy event begins with everything that it always holds; what tells one request from another is shown. */
function proxyEventText(outgoing: IntegrationRequest): string {
  if (outgoing.kind !== 'lambda') return sentText(outgoing);
  const { httpMethod, path, pathParameters, queryStringParameters, body } = JSON.parse(outgoing.payload);
  return JSON.stringify({ httpMethod, path, pathParameters, queryStringParameters, body }).slice(0, READ_BYTES);
}

function sentText(outgoing: IntegrationRequest): string {
  switch (outgoing.kind) {
    case 'lambda':
      return outgoing.payload.slice(0, READ_BYTES);
    case 'http':
      return `${outgoing.method} ${outgoing.url} ${bodyText(outgoing.body)}`.trim();
    case 'mock':
      return `{"statusCode": ${outgoing.statusCode}}`;
  }
}
