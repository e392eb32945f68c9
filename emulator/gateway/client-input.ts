import type { HeaderList } from '../shared/header-list.ts';
import { lastHeader } from '../shared/header-list.ts';
import { headerName } from '../shared/header-name.ts';
import { parseQuery } from '../shared/query-string.ts';
import type { GatewayRequest } from './exchange.ts';

/**
 * The client's parameters as mappings, templates, validators and events see them: headers without those that never
 * pass, in API Gateway's spelling, and the decoded query. Read once, when first asked for.
 */
export class ClientInput {
  readonly #request: GatewayRequest;
  #headers: HeaderList | undefined;
  #query: readonly (readonly [string, string])[] | undefined;

  constructor(request: GatewayRequest) {
    this.#request = request;
  }

  /** The last value of a header as the client sent it, `name` in lower case: for the gateway's own decisions. */
  header(name: string): string | undefined {
    return lastHeader(this.#request.headers, name);
  }

  get headers(): HeaderList {
    this.#headers ??= visibleHeaders(this.#request.headers);
    return this.#headers;
  }

  get query(): readonly (readonly [string, string])[] {
    this.#query ??= parseQuery(this.#request.query);
    return this.#query;
  }
}

function visibleHeaders(headers: HeaderList): HeaderList {
  const visible: (readonly [string, string])[] = [];
  for (const line of headers) {
    const { hidden, shown } = headerName(line[0]);
    if (!hidden) visible.push(shown === line[0] ? line : [shown, line[1]]);
  }
  return visible;
}

/** Names come from the client (`__proto__` among them), so the maps below have no prototype. */

/** The last of several values, as `method.request.header.NAME` and `headers` of an event have it. */
export function lastValues(list: readonly (readonly [string, string])[]): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of list) values[name] = value;
  return values;
}

/** All values in order, as `multiValueHeaders` has them. */
export function allValues(list: readonly (readonly [string, string])[]): Record<string, string[]> {
  const values: Record<string, string[]> = Object.create(null);
  for (const [name, value] of list) {
    const known = values[name];
    if (known) known.push(value);
    else values[name] = [value];
  }
  return values;
}
