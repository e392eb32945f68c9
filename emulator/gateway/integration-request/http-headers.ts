import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import type { HeaderList } from '../../shared/header-list.ts';
import { isSignature } from '../aws-authorization.ts';
import type { Admitted, Deployment } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { isSendable } from '../mapped-headers.ts';
import type { MappedValue } from '../mapping-expression.ts';

/**
 * The headers of a request to an HTTP backend or an AWS service, in AWS's spelling (recorded: header remapping).
 * HTTP and AWS start from a few of their own, HTTP_PROXY from the client's; mapped headers replace either. Throws
 * API_CONFIGURATION_ERROR for a mapped header that HTTP can't carry.
 */
export function backendHeaders(
  integration: Integration,
  admitted: Admitted,
  mapped: ReadonlyMap<string, MappedValue>,
  hasBody: boolean,
): HeaderList {
  const headers = new Map<string, readonly [name: string, values: readonly string[]]>();
  const set = (name: string, ...values: readonly string[]) => headers.set(name.toLowerCase(), [name, values]);
  if (integration.type === 'HTTP_PROXY') passClientHeaders(admitted, headers);
  else setOwnHeaders(admitted, hasBody, set);
  set('X-Amzn-Apigateway-Api-Id', admitted.deployment.api.id);
  set('X-Amzn-Trace-Id', admitted.context.traceId);
  for (const [name, value] of mapped) {
    if (dropped(integration).has(name.toLowerCase())) continue;
    const values = typeof value === 'string' ? [value] : value;
    for (const one of values) if (!isSendable(name, one)) throw unsendable(name, one, integration);
    set(name, ...values);
  }
  return [...headers.values()].flatMap(([name, values]) => values.map((value) => [name, value] as const));
}

function unsendable(name: string, value: string, { source }: Integration): GatewayReject {
  const explanation = explain('gateway-unsendable-header', { name, value }, { source });
  return new GatewayReject('API_CONFIGURATION_ERROR', 'Internal server error', explanation);
}

function setOwnHeaders({ input, deployment }: Admitted, hasBody: boolean, set: (name: string, value: string) => void) {
  set('Accept', 'application/json');
  set('User-Agent', userAgent(deployment));
  if (hasBody) set('Content-Type', input.header('content-type') ?? 'application/json');
}

function userAgent({ api }: Deployment): string {
  return `AmazonAPIGateway_${api.id}`;
}

/** Never sent on by HTTP_PROXY; Host is the backend's own, the method's override was for API Gateway. */
const NOT_PASSED: ReadonlySet<string> = new Set([
  'content-encoding',
  'host',
  'via',
  'x-forwarded-for',
  'x-http-method-override',
]);

function passClientHeaders(
  { input, request, deployment, route }: Admitted,
  headers: Map<string, readonly [string, readonly string[]]>,
): void {
  const forwardedFor: string[] = [];
  for (const [name, value] of input.headers) {
    const lower = name.toLowerCase();
    if (lower === 'x-forwarded-for') forwardedFor.push(value);
    if (NOT_PASSED.has(lower)) continue;
    if (lower === 'authorization' && isSignature(value, route.method)) continue;
    const known = headers.get(lower);
    headers.set(lower, known ? [known[0], [...known[1], value]] : [name, [value]]);
  }
  if (request.fromConsole) {
    // Seen in the console's log: nothing of an endpoint, and a User-Agent of its own.
    if (!headers.has('user-agent')) headers.set('user-agent', ['User-Agent', [userAgent(deployment)]]);
    return;
  }
  headers.set('x-forwarded-for', ['X-Forwarded-For', [[...forwardedFor, request.sourceIp].join(', ')]]);
  headers.set('x-forwarded-port', ['X-Forwarded-Port', ['443']]);
  headers.set('x-forwarded-proto', ['X-Forwarded-Proto', ['https']]);
}

/** Mapped, and silently not sent all the same. */
function dropped(integration: Integration): ReadonlySet<string> {
  return integration.type === 'AWS' ? DROPPED_FOR_AWS : DROPPED_FOR_HTTP;
}

const DROPPED_FOR_HTTP: ReadonlySet<string> = new Set(['connection', 'expect', 'proxy-authenticate', 'te', 'via']);
const DROPPED_FOR_AWS: ReadonlySet<string> = new Set(['referer']);
