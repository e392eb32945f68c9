import type { HttpMethod, Method, Resource } from '../config/types.ts';
import type { SourceRef } from '../errors/source-ref.ts';
import { stableId } from '../shared/aws-names.ts';
import type { ImportContext } from './context.ts';
import type { DocumentNode } from './document-node.ts';
import { methodOfKey } from './http-method.ts';
import { readMethod } from './method.ts';

/**
 * `paths` → the tree of resources, the root and those between included, in the order of their paths. `prefix` are the
 * segments of the base path. An id depends on the API and the path alone: a resource whose path stays keeps it.
 */
export function readResources(input: { prefix: readonly string[]; apiId: string; context: ImportContext }): Resource[] {
  const { prefix, apiId, context } = input;
  const found = new Map<string, { methods: Map<HttpMethod | 'ANY', Method>; source: SourceRef }>();
  const resourceAt = (segments: readonly string[], source: SourceRef): Map<HttpMethod | 'ANY', Method> => {
    if (segments.length > 0) resourceAt(segments.slice(0, -1), source);
    const path = `/${segments.join('/')}`;
    const entry = found.get(path) ?? { methods: new Map(), source };
    found.set(path, entry);
    return entry.methods;
  };
  resourceAt([], context.root.get('paths')?.source ?? context.root.source);
  for (const [path, item] of context.root.get('paths')?.entries() ?? []) {
    if (path.startsWith('x-')) continue;
    if (!path.startsWith('/')) {
      context.report.warn('import-path-ignored', { path }, item.source);
      continue;
    }
    const segments = [...prefix, ...path.split('/')].filter((segment) => segment !== '');
    const methods = resourceAt(segments, item.source);
    const resourcePath = `/${segments.join('/')}`;
    if (`/${[...prefix, path.slice(1)].join('/')}` !== resourcePath) {
      context.report.note('import-path-merged', { path, resourcePath }, item.source);
    }
    for (const method of readMethods(resourcePath, item, context)) {
      const { httpMethod, source } = method;
      if (methods.has(httpMethod)) context.report.warn('import-method-twice', { httpMethod, resourcePath }, source);
      methods.set(httpMethod, method);
    }
  }
  return [...found]
    .map(([path, entry]) => ({ id: stableId(`${apiId} ${path}`, 6), ...placeInTree(path), ...entry }))
    .sort(byPath);
}

function readMethods(path: string, item: DocumentNode, context: ImportContext): Method[] {
  const pathItem = context.resolve(item);
  return (pathItem?.entries() ?? []).flatMap(([key, operation]) => {
    const httpMethod = methodOfKey(key);
    if (pathItem === undefined || httpMethod === undefined || !operation.isObject()) return [];
    return readMethod({ httpMethod, path, pathItem, operation, context }) ?? [];
  });
}

function placeInTree(path: string): Pick<Resource, 'path' | 'pathPart' | 'parent'> {
  if (path === '/') return { path };
  const slash = path.lastIndexOf('/');
  return { path, pathPart: path.slice(slash + 1), parent: path.slice(0, slash) || '/' };
}

function byPath(a: Resource, b: Resource): number {
  return a.path < b.path ? -1 : 1;
}
