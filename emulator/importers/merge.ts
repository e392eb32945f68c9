import type { Resource, RestApi } from '../config/types.ts';

/**
 * PutRestApi with mode `merge`: the imported definitions are added to the API, and where both have one (a model, a
 * method, an authorizer …) the imported one stands. Binary media types are appended (recorded).
 */
export function mergeApis(existing: RestApi, imported: RestApi): RestApi {
  return {
    ...existing,
    ...definedEntries(imported),
    id: existing.id,
    // A document that says nothing about these has their defaults: they don't undo what the API has.
    apiKeySource: imported.apiKeySource === 'HEADER' ? existing.apiKeySource : imported.apiKeySource,
    disableExecuteApiEndpoint: imported.disableExecuteApiEndpoint || existing.disableExecuteApiEndpoint,
    binaryMediaTypes: [...new Set([...existing.binaryMediaTypes, ...imported.binaryMediaTypes])],
    resources: mergeResources(existing.resources, imported.resources),
    models: new Map([...existing.models, ...imported.models]),
    requestValidators: new Map([...existing.requestValidators, ...imported.requestValidators]),
    authorizers: new Map([...existing.authorizers, ...imported.authorizers]),
    gatewayResponses: new Map([...existing.gatewayResponses, ...imported.gatewayResponses]),
    stages: imported.stages.length > 0 ? imported.stages : existing.stages,
  };
}

function definedEntries<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Partial<T>;
}

function mergeResources(existing: readonly Resource[], imported: readonly Resource[]): Resource[] {
  const byPath = new Map(existing.map((resource) => [resource.path, resource]));
  for (const resource of imported) {
    const before = byPath.get(resource.path);
    byPath.set(
      resource.path,
      before === undefined ? resource : { ...before, methods: new Map([...before.methods, ...resource.methods]) },
    );
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
