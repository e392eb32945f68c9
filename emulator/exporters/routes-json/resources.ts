import type { HttpMethod, Resource, RestApi } from '../../config/types.ts';
import { withoutCors } from './cors.ts';
import type { Sources } from './fit.ts';
import { writeMethod } from './method.ts';
import type { ValidatorNames } from './validators.ts';

const METHODS: readonly (HttpMethod | 'ANY')[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'];

/** The resources by path, without those that have no methods and are made where one below them is written. */
export function writeResources(api: RestApi, validators: ValidatorNames, sources: Sources): Record<string, object> {
  const parents = new Set(api.resources.map(({ parent }) => parent));
  const own = api.resources.filter(({ path, methods }) => methods.size > 0 || !(parents.has(path) || path === '/'));
  return Object.fromEntries(own.map((resource) => [resource.path, writeResource(resource, validators, sources)]));
}

function writeResource({ path, methods: all }: Resource, validators: ValidatorNames, sources: Sources): object {
  const others = withoutCors(path, all);
  const methods = METHODS.flatMap((name) => {
    const method = (others ?? all).get(name);
    return method === undefined ? [] : [[name, writeMethod({ path, method, validators, sources })]];
  });
  return { ...(others !== undefined && { cors: true }), ...Object.fromEntries(methods) };
}
