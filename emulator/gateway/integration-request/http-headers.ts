import type { Integration } from '../../config/types.ts';
import type { HeaderList } from '../../shared/header-list.ts';
import type { Admitted } from '../exchange.ts';
import type { MappedValue } from '../mapping-expression.ts';

/**
 * The headers of a request to an HTTP backend or an AWS service, in AWS's spelling (recorded: header remapping).
 * HTTP and AWS start from a few of their own, HTTP_PROXY from the client's; mapped headers replace either.
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
    if (!dropped(integration).has(name.toLowerCase())) set(name, ...(typeof value === 'string' ? [value] : value));
  }
  return [...headers.values()].flatMap(([name, values]) => values.map((value) => [name, value] as const));
}

function setOwnHeaders({ input, deployment }: Admitted, hasBody: boolean, set: (name: string, value: string) => void) {
  set('Accept', 'application/json');
  set('User-Agent', `AmazonAPIGateway_${deployment.api.id}`);
  if (hasBody) set('Content-Type', input.header('content-type') ?? 'application/json');
}

/** Never sent on by HTTP_PROXY; Host is the backend's own. */
const NOT_PASSED: ReadonlySet<string> = new Set(['content-encoding', 'host', 'via', 'x-forwarded-for']);

function passClientHeaders(
  { input, request }: Admitted,
  headers: Map<string, readonly [string, readonly string[]]>,
): void {
  const forwardedFor: string[] = [];
  for (const [name, value] of input.headers) {
    const lower = name.toLowerCase();
    if (lower === 'x-forwarded-for') forwardedFor.push(value);
    if (NOT_PASSED.has(lower)) continue;
    const known = headers.get(lower);
    headers.set(lower, known ? [known[0], [...known[1], value]] : [name, [value]]);
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
