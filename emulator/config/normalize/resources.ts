import type { SourceRef } from '../../errors/source-ref.ts';
import { stableId } from '../../shared/aws-names.ts';
import type { HttpMethod, Method, Resource } from '../types.ts';
import type { WrittenAuthorizer, WrittenProject, WrittenResource } from '../written.ts';
import { enableCors } from './cors.ts';
import { readMethod } from './method.ts';
import { checkPath } from './path-rules.ts';
import { keySourceOf, type Reading, sourceOf } from './reading.ts';
import type { ValidatorNames } from './request-validators.ts';

type Methods = Map<HttpMethod | 'ANY', Method>;

/** All resources of the API in the order of the file, the root and those between included, parents before children. */
export function readResources(
  { resources = {}, authorizers = {} }: WrittenProject,
  input: { readonly apiId: string; readonly validators: ValidatorNames },
  reading: Reading,
): Resource[] {
  const tree = new Map<string, Resource>([['/', buildResource('/', input.apiId, reading.start)]]);
  for (const [path, written] of Object.entries(resources)) {
    const source = keySourceOf(reading, resources, path);
    checkPath({ path, source, taken: tree, written: resources }, reading);
    for (const parent of ancestors(path)) {
      if (!tree.has(parent)) tree.set(parent, buildResource(parent, input.apiId, source));
    }
    const methods = readMethods({ path, written, validators: input.validators, authorizers }, reading);
    tree.set(path, { ...buildResource(path, input.apiId, source), methods });
  }
  // A parent was put in before its first child, also where it is written later.
  return [...tree.values()];
}

function buildResource(path: string, apiId: string, source: SourceRef): Resource {
  const id = stableId(`${apiId} ${path}`, 10);
  if (path === '/') return { id, path, methods: new Map(), source };
  const end = path.lastIndexOf('/');
  return { id, path, pathPart: path.slice(end + 1), parent: path.slice(0, end) || '/', methods: new Map(), source };
}

/** `/pets` and `/pets/{id}` of `/pets/{id}/toys`. */
function ancestors(path: string): string[] {
  const parts = path.split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}

const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'ANY'] as const;

function readMethods(
  input: {
    readonly path: string;
    readonly written: WrittenResource;
    readonly validators: ValidatorNames;
    readonly authorizers: Readonly<Record<string, WrittenAuthorizer>>;
  },
  reading: Reading,
): Methods {
  const { path, written: resource, validators, authorizers } = input;
  const methods: Methods = new Map();
  for (const httpMethod of METHODS) {
    const written = resource[httpMethod];
    if (!written) continue;
    const source = keySourceOf(reading, resource, httpMethod);
    methods.set(httpMethod, readMethod({ httpMethod, path, written, source, validators, authorizers }, reading));
  }
  return resource.cors ? enableCors(methods, sourceOf(reading, resource, 'cors'), reading) : methods;
}
