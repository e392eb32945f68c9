import type { HttpMethod, Method, Resource, RestApi } from '../../config/types.ts';

/** A tree of path segments; a node's ways on are tried in the order of AWS's precedence. */
export interface RouteNode {
  readonly fixed: Map<string, RouteNode>;
  /** `{name}` */
  variable?: { readonly name: string; readonly node: RouteNode };
  /** `{name+}` */
  greedy?: { readonly name: string; readonly resource: Resource };
  resource?: Resource;
}

/** Builds the tree that `match` walks, once for each API. Resources without methods own nothing and are left out. */
export function buildRouteTable(api: RestApi): RouteNode {
  const root: RouteNode = { fixed: new Map() };
  for (const resource of api.resources) {
    if (resource.methods.size > 0) addResource(root, resource);
  }
  return root;
}

function addResource(root: RouteNode, resource: Resource): void {
  let node = root;
  for (const segment of resource.path.split('/')) {
    if (segment === '') continue;
    const variable = /^\{(.+?)(\+?)\}$/.exec(segment);
    if (variable?.[2] === '+') {
      node.greedy = { name: variable[1] ?? '', resource };
      return;
    }
    node = variable ? variableChild(node, variable[1] ?? '') : fixedChild(node, segment);
  }
  node.resource = resource;
}

function variableChild(node: RouteNode, name: string): RouteNode {
  node.variable ??= { name, node: { fixed: new Map() } };
  return node.variable.node;
}

function fixedChild(node: RouteNode, segment: string): RouteNode {
  let child = node.fixed.get(segment);
  if (!child) {
    child = { fixed: new Map() };
    node.fixed.set(segment, child);
  }
  return child;
}

/** The method of a resource that answers `httpMethod`: its own before ANY. */
export function methodOf(resource: Resource, httpMethod: string): Method | undefined {
  const own = resource.methods.get(httpMethod as HttpMethod);
  if (own) return own;
  return ROUTED_METHODS.includes(httpMethod) ? resource.methods.get('ANY') : undefined;
}

/** The methods that a resource can have; ANY stands for exactly these seven (method settings, Developer Guide). */
export const ROUTED_METHODS: readonly string[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
