import type { HeaderList } from '../../shared/header-list.ts';
import { headerName } from '../../shared/header-name.ts';
import { isEmpty } from '../../shared/is-empty.ts';
import { jsonText } from '../../shared/json-text.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import { isBinaryType } from '../binary-media.ts';
import type { Admitted } from '../exchange.ts';
import { contextText } from './context-text.ts';

/**
 * The event of a Lambda proxy integration, payload 1.0, as JSON text. Its keys, and which are null when there is
 * nothing, follow the recordings (test_lambda_aws_proxy_integration, regional); header names are sorted as AWS logs
 * them. Parameter mappings change nothing here.
 */
export function buildProxyEvent(admitted: Admitted): string {
  const { request, input, context, deployment, route } = admitted;
  const headers = request.fromConsole
    ? grouped(input.headers)
    : eventHeaders(input.headers, request.sourceIp, context.traceId);
  const { query } = input;
  const { variables } = deployment.stage;
  const contentType = input.header('content-type');
  const binary = isBinaryType(deployment.api.binaryMediaTypes, contentType && mediaTypeOf(contentType));
  const path = request.path.startsWith('//') ? request.path.replace(/^\/+/, '/') : request.path;
  const body = request.body.length === 0 ? null : request.body.toString(binary ? 'base64' : 'utf8');
  const headerMaps = toJsonMaps(headers);
  const queryMaps = toJsonMaps(grouped(query));
  // Written out and not built as one object: names come from the client, and an object that can hold any name
  // (`__proto__`) is slow to write.
  return `{"resource":${jsonText(route.resource.path)},"path":${jsonText(path)},"httpMethod":"${request.method}",\
"headers":${headerMaps.last},"multiValueHeaders":${headerMaps.all},\
"queryStringParameters":${queryMaps.last},"multiValueQueryStringParameters":${queryMaps.all},\
"pathParameters":${route.pathParameters ? JSON.stringify(route.pathParameters) : 'null'},\
"stageVariables":${isEmpty(variables) ? 'null' : JSON.stringify(variables)},\
"requestContext":${contextText(admitted)},"body":${body === null ? 'null' : JSON.stringify(body)},"isBase64Encoded":${binary && body !== null}}`;
}

const NOTHING = { last: 'null', all: 'null' };

/** The last value of each name, and all of them, as JSON objects; null when there are none. Lines of one name stand together. */
function toJsonMaps(list: HeaderList): { last: string; all: string } {
  const [first] = list;
  if (!first) return NOTHING;
  let name = first[0];
  let key = `{${jsonText(name)}:`;
  let value = jsonText(first[1]);
  let last = '';
  let all = `${key}[${value}`;
  for (const line of list.slice(1)) {
    const before = value;
    value = jsonText(line[1]);
    if (line[0] === name) {
      all += `,${value}`;
      continue;
    }
    last += key + before;
    name = line[0];
    key = `,${jsonText(name)}:`;
    all += `]${key}[${value}`;
  }
  return { last: `${last}${key}${value}}`, all: `${all}]}` };
}

/** Brings lines of one name together, in the order in which names first came. */
function grouped(list: HeaderList): HeaderList {
  if (list.length < 2) return list;
  const lines = new Map<string, (readonly [string, string])[]>();
  for (const line of list) {
    const known = lines.get(line[0]);
    if (known) known.push(line);
    else lines.set(line[0], [line]);
  }
  return [...lines.values()].flat();
}

/** The client's headers and those that a regional endpoint adds, by name in the order of their characters. */
function eventHeaders(visible: HeaderList, sourceIp: string, traceId: string): HeaderList {
  const forwardedFor: string[] = [];
  const headers: (readonly [string, string])[] = [];
  for (const line of visible) {
    const { lower } = headerName(line[0]);
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
