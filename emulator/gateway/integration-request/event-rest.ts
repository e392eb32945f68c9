import type { HeaderList } from '../../shared/header-list.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import { isBinaryType } from '../binary-media.ts';
import { allValues, lastValues } from '../client-input.ts';
import type { Admitted } from '../exchange.ts';
import { anonymousIdentity, contextFacts } from '../request-context.ts';

/**
 * The event of a Lambda proxy integration, payload 1.0, as JSON text. Its keys, and which are null when there is
 * nothing, follow the recordings (test_lambda_aws_proxy_integration, regional); header names are sorted as AWS logs
 * them. Parameter mappings change nothing here.
 */
export function buildProxyEvent({ request, input, context, deployment, route, apiKey }: Admitted): string {
  const headers = eventHeaders(input.headers, request.sourceIp, context.traceId);
  const { query } = input;
  const { variables } = deployment.stage;
  const contentType = input.header('content-type');
  const binary = isBinaryType(deployment.api.binaryMediaTypes, contentType && mediaTypeOf(contentType));
  return JSON.stringify({
    resource: route.resource.path,
    path: request.path.startsWith('//') ? request.path.replace(/^\/+/, '/') : request.path,
    httpMethod: request.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: query.length === 0 ? null : lastValues(query),
    multiValueQueryStringParameters: query.length === 0 ? null : allValues(query),
    pathParameters: route.pathParameters ?? null,
    stageVariables: Object.keys(variables).length === 0 ? null : variables,
    requestContext: {
      ...contextFacts(request, context, deployment, route),
      identity: { ...anonymousIdentity(request.sourceIp, input.header('user-agent')), ...apiKey },
    },
    body: request.body.length === 0 ? null : request.body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary && request.body.length > 0,
  });
}

/** The client's headers and those that a regional endpoint adds, by name in the order of their characters. */
function eventHeaders(visible: HeaderList, sourceIp: string, traceId: string): HeaderList {
  const forwardedFor: string[] = [];
  const headers: (readonly [string, string])[] = [];
  for (const line of visible) {
    const lower = line[0].toLowerCase();
    if (lower === 'x-forwarded-for') forwardedFor.push(line[1]);
    else if (!ADDED.has(lower)) headers.push(line);
  }
  forwardedFor.push(sourceIp);
  headers.push(
    ['X-Amzn-Trace-Id', rootOf(traceId)],
    ['X-Forwarded-For', forwardedFor.join(', ')],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  );
  return headers.sort(byName);
}

/** What the endpoint sets itself, whatever the client sent under these names. */
const ADDED: ReadonlySet<string> = new Set(['x-amzn-trace-id', 'x-forwarded-port', 'x-forwarded-proto']);

function rootOf(traceId: string): string {
  return traceId.endsWith(';Sampled=0') ? (traceId.split(';', 1)[0] ?? traceId) : traceId;
}

/** Stable: lines of one name keep the client's order. */
function byName(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
