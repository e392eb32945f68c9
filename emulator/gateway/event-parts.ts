import type { HeaderList } from '../shared/header-list.ts';
import { headerName } from '../shared/header-name.ts';
import { jsonText } from '../shared/json-text.ts';
import type { GatewayRequest } from './exchange.ts';

/** The path of an event: slashes repeated before it count as one. */
export function eventPath(path: string): string {
  return path.startsWith('//') ? path.replace(/^\/+/, '/') : path;
}

/** The path that an event shows: that of the API, and on a custom domain with the base path (seen on AWS). */
export function shownPath({ path, stagePath, customDomain }: GatewayRequest): string {
  return eventPath(customDomain ? stagePath : path);
}

/**
 * The last value of each name, and all of them, as JSON objects; `nothing` when there are none. Lines of one name stand
 * together.
 */
export function toJsonMaps(list: HeaderList, nothing: 'null' | '{}' = 'null'): { last: string; all: string } {
  const [first] = list;
  if (!first) return { last: nothing, all: nothing };
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
export function grouped(list: HeaderList): HeaderList {
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
export function eventHeaders(visible: HeaderList, sourceIp: string, traceId: string): HeaderList {
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
