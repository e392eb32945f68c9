import type { RestApi } from '../config/types.ts';

type JsonObject = Record<string, unknown>;

/**
 * The models of an exported document: those of `names`, which are what methods name unless others are given, and those
 * that these refer to (public exports lack the unused ones). They refer to each other inside the document, at `folder`,
 * instead of by their addresses.
 */
export function exportModels(api: RestApi, folder: string, names: readonly string[] = usedModels(api)): JsonObject {
  const schemas = new Map<string, unknown>();
  const add = (name: string): void => {
    const model = api.models.get(name);
    if (model === undefined || schemas.has(name)) return;
    schemas.set(name, undefined);
    schemas.set(name, withLocalReferences(model.schema, folder, add));
  };
  for (const name of names) add(name);
  return Object.fromEntries(
    [...api.models.keys()].filter((name) => schemas.has(name)).map((name) => [name, schemas.get(name)]),
  );
}

function usedModels(api: RestApi): string[] {
  const methods = api.resources.flatMap((resource) => [...resource.methods.values()]);
  return methods.flatMap(({ requestModels, methodResponses }) => [
    ...Object.values(requestModels),
    ...Object.values(methodResponses).flatMap(({ responseModels }) => Object.values(responseModels)),
  ]);
}

/** `$schema` has no place in OpenAPI. */
function withLocalReferences(schema: unknown, folder: string, found: (name: string) => void): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withLocalReferences(item, folder, found));
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).flatMap(([key, value]) => {
    if (key === '$schema' && typeof value === 'string') return [];
    const model = key === '$ref' && typeof value === 'string' ? modelName(value) : undefined;
    if (model === undefined) return [[key, withLocalReferences(value, folder, found)]];
    found(model);
    return [[key, `${folder}${model}`]];
  });
  return Object.fromEntries(entries);
}

function modelName(reference: string): string | undefined {
  return /\/restapis\/[^/]+\/models\/([^/]+)$/.exec(reference)?.[1];
}
