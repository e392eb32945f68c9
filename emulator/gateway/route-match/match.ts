import type { Method, Resource, RestApi } from '../../config/types.ts';
import { type Explanation, explain } from '../../errors/explanation.ts';
import { suggest } from '../../errors/suggest.ts';
import { lastHeader } from '../../shared/header-list.ts';
import { readAwsAuthorization } from '../aws-authorization.ts';
import type { Deployment, GatewayRequest, Route } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { buildRouteTable, methodOf, ROUTED_METHODS, type RouteNode } from './route-table.ts';

const tables = new WeakMap<RestApi, RouteNode>();

/**
 * Route match: which resource and method answer this request? Path and method are matched together: a resource that
 * fits and lacks the method does not end the search (recorded: TestInvoke of hard-coded siblings beside a greedy one).
 * Segment by segment a fixed name wins over `{name}`, that over `{name+}`. Repeated and trailing slashes don't count.
 * Throws MISSING_AUTHENTICATION_TOKEN when nothing fits, 400 for an address that has to be encoded.
 */
export function matchRoute(request: GatewayRequest, api: RestApi, stage?: Pinned): Route {
  const table = tableOf(api);
  if (PLAIN_CHARACTER.test(request.query)) throw plainCharacter(request, api);
  const segments = splitPath(request.path);
  const found = walk(table, segments, 0, request.method);
  if (MALFORMED_ESCAPE.test(request.path) && !found?.resource.path.endsWith('+}')) throw badEncoding(request, api);
  if (!found) throw noRoute(request, explainMissing(request, api, segments, stage));
  return { resource: found.resource, method: found.method, pathParameters: parametersOf(found.bindings) };
}

/** What tells a route that isn't there from one that isn't deployed. */
type Pinned = Pick<Deployment, 'stage' | 'files'>;

function tableOf(api: RestApi): RouteNode {
  let table = tables.get(api);
  if (!table) {
    table = buildRouteTable(api);
    tables.set(api, table);
  }
  return table;
}

/** In the order of the path. A variable may be called `__proto__`, so the map has no prototype. */
function parametersOf(last: Binding | undefined): Record<string, string> | undefined {
  if (!last) return undefined;
  const bindings: Binding[] = [];
  for (let binding: Binding | undefined = last; binding; binding = binding.before) bindings.unshift(binding);
  const parameters: Record<string, string> = Object.create(null);
  for (const { name, value } of bindings) parameters[name] = value;
  return parameters;
}

/** Browsers send these as they are; API Gateway doesn't take them so (known issues of the Developer Guide). */
const PLAIN_CHARACTER = /[|{}]/;

function plainCharacter({ query }: GatewayRequest, { source }: RestApi): GatewayReject {
  const character = PLAIN_CHARACTER.exec(query)?.[0] ?? '';
  const explanation = explain('gateway-plain-query-character', { query, character }, { source });
  return new GatewayReject('DEFAULT_4XX', 'Bad Request', explanation, { status: 400 });
}

/** A greedy variable takes the text as it is (`req2%Fuest`); anywhere else 400 stands in for what AWS was not seen to say. */
const MALFORMED_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

function badEncoding({ path }: GatewayRequest, { source }: RestApi): GatewayReject {
  return new GatewayReject('DEFAULT_4XX', 'Bad Request', explain('gateway-bad-encoding', { path }, { source }), {
    status: 400,
  });
}

interface Segment {
  readonly text: string;
  /** From here to the end of the path, without a trailing slash: what `{name+}` takes. */
  readonly rest: string;
}

interface Binding {
  readonly name: string;
  readonly value: string;
  readonly before: Binding | undefined;
}

interface Found {
  readonly resource: Resource;
  readonly method: Method;
  readonly bindings: Binding | undefined;
}

function splitPath(path: string): Segment[] {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === SLASH) end--;
  const segments: Segment[] = [];
  let start = 0;
  while (start < end) {
    if (path.charCodeAt(start) === SLASH) {
      start++;
      continue;
    }
    const slash = path.indexOf('/', start);
    const stop = slash === -1 || slash > end ? end : slash;
    segments.push({ text: path.slice(start, stop), rest: path.slice(start, end) });
    start = stop;
  }
  return segments;
}

const SLASH = 47;

function walk(
  node: RouteNode,
  segments: readonly Segment[],
  index: number,
  httpMethod: string,
  bindings?: Binding,
): Found | undefined {
  const segment = segments[index];
  if (!segment) return own(node.resource, httpMethod, bindings);
  const fixed = node.fixed.get(segment.text);
  const throughFixed = fixed && walk(fixed, segments, index + 1, httpMethod, bindings);
  if (throughFixed) return throughFixed;
  const { variable, greedy } = node;
  const bound = variable && { name: variable.name, value: segment.text, before: bindings };
  const throughVariable = variable && walk(variable.node, segments, index + 1, httpMethod, bound);
  if (throughVariable) return throughVariable;
  return greedy && own(greedy.resource, httpMethod, { name: greedy.name, value: segment.rest, before: bindings });
}

function own(resource: Resource | undefined, httpMethod: string, bindings: Binding | undefined): Found | undefined {
  const method = resource && methodOf(resource, httpMethod);
  return method && resource ? { resource, method, bindings } : undefined;
}

/** AWS says the same for an unknown path, for a known one without the method, and for what isn't deployed yet. */
function explainMissing(
  request: GatewayRequest,
  api: RestApi,
  segments: readonly Segment[],
  pinned: Pinned | undefined,
): Explanation {
  const { method, path } = request;
  const undeployed = pinned?.files && walk(tableOf(pinned.files), segments, 0, method);
  if (pinned && undeployed) {
    const { name: stage, deploymentId } = pinned.stage;
    const facts = { method, path, resource: undeployed.resource.path, stage, deploymentId };
    return explain('gateway-not-deployed', facts, { source: undeployed.method.source });
  }
  const table = tableOf(api);
  const repeated = pinned && explainRepeatedStage(request, table, segments, pinned);
  if (repeated) return repeated;
  const neighbour = ROUTED_METHODS.map((other) => walk(table, segments, 0, other)).find((found) => found !== undefined);
  return neighbour
    ? explain(
        'gateway-no-method',
        { method, path, resource: neighbour.resource.path, methods: [...neighbour.resource.methods.keys()] },
        { source: neighbour.resource.source },
      )
    : explain(
        'gateway-no-resource',
        { method, path, api: api.name, nearest: nearestPath(path, api) },
        { source: api.source },
      );
}

/** A stage in a path that leads to it without: what the stage's own address looks like, below a mapping. */
function explainRepeatedStage(
  { customDomain, domainName, path, stagePath }: GatewayRequest,
  table: RouteNode,
  [first, ...below]: readonly Segment[],
  { stage }: Pinned,
): Explanation | undefined {
  if (!customDomain || first?.text !== stage.name) return undefined;
  if (!ROUTED_METHODS.some((method) => walk(table, below, 0, method))) return undefined;
  const before = stagePath.slice(0, stagePath.length - path.length);
  const instead = `${domainName}${before}${below.map(({ text }) => `/${text}`).join('')}`;
  return explain('gateway-stage-repeated', { path: stagePath, stage: stage.name, instead });
}

function noRoute(request: GatewayRequest, explanation: Explanation): GatewayReject {
  const fault = faultyAuthorization(request);
  if (fault === undefined) {
    return new GatewayReject('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token', explanation);
  }
  return new GatewayReject('DEFAULT_4XX', fault, explanation, {
    status: 403,
    errorType: 'IncompleteSignatureException',
  });
}

/** Seen on AWS: the Authorization header of an unmatched request is read as an AWS signature, and refused as none. */
function faultyAuthorization({ headers }: GatewayRequest): string | undefined {
  const authorization = lastHeader(headers, 'authorization');
  if (!authorization) return undefined;
  const hasDate = ['x-amz-date', 'date'].some((name) => lastHeader(headers, name));
  const read = readAwsAuthorization(authorization, hasDate);
  return read.kind === 'fault' ? read.message : undefined;
}

function nearestPath(path: string, api: RestApi): string | undefined {
  const routed = api.resources.filter((resource) => resource.methods.size > 0);
  return suggest(
    path,
    routed.map((resource) => resource.path),
  );
}
