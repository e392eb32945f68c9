import type { Method, RestApi } from '../config/types.ts';
import { type Clock, systemClock } from '../shared/clock.ts';
import { isEmpty } from '../shared/is-empty.ts';
import type { Dialect } from './dialect.ts';
import { type Extensions, endpointExtension, integrationExtension, rootExtensions } from './extensions.ts';
import { exportModels } from './models.ts';
import { OAS30 } from './oas30.ts';
import { securityOf, securitySchemes } from './security-schemes.ts';
import { SWAGGER } from './swagger.ts';

type JsonObject = Record<string, unknown>;

export interface ExportInput {
  readonly exportType: 'oas30' | 'swagger';
  /**
   * Words with commas between them: `integrations`, `authorizers`, or `apigateway` for all of AWS's extensions, so that
   * the document can be imported again. None when it isn't given.
   */
  readonly extensions?: string;
  /** `application/yaml` changes the name of the file; the body is a value either way. @default 'application/json' */
  readonly accepts?: string;
}

export interface ExportedApi {
  readonly body: object;
  readonly contentType: string;
  readonly contentDisposition: string;
}

/** GetExport's refusals: AWS's code as `name`, its text as `message`, its status. */
class ExportRefusal extends Error {
  readonly statusCode: number;

  constructor(name: string, message: string, statusCode: number) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
  }
}

/**
 * A stage of an API as an OpenAPI 3.0 or Swagger 2.0 document, as GetExport gives it. Where the API has no version the
 * moment stands for it. Throws NotFoundException (404) for a stage that the API doesn't have, BadRequestException
 * (400) for an unknown type.
 */
export function exportApi(
  api: RestApi,
  stageName: string,
  { exportType, extensions = '', accepts }: ExportInput,
  clock: Clock = systemClock,
): ExportedApi {
  if (!api.stages.some((stage) => stage.name === stageName)) {
    throw new ExportRefusal('NotFoundException', 'Invalid stage identifier specified', 404);
  }
  const dialect = dialectOf(exportType);
  const version = api.version ?? new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
  const wanted = readExtensions(extensions);
  const fileType = accepts?.includes('yaml') ? 'yaml' : 'json';
  return {
    body: {
      ...dialect.head(api, stageName, version, wanted.others ? endpointExtension(api) : {}),
      paths: exportPaths(api, dialect, wanted),
      ...dialect.components(exportModels(api, dialect.schemas), securitySchemes(api, wanted)),
      ...(wanted.others ? rootExtensions(api) : {}),
    },
    contentType: 'application/octet-stream',
    contentDisposition: `attachment; filename="${exportType}_${version}.${fileType}"`,
  };
}

/** What AWS takes for the version of a document whose API has none: a document has to have one. */
const NO_VERSION = '1.0';

/**
 * An API as a document to make it from, and not as GetExport gives one: no stage's address, all models, all extensions,
 * and the same at any time. What OpenAPI 3.0 has no other place for stands at a server.
 */
export function openApiBody(api: RestApi): JsonObject {
  const wanted = { integrations: true, authorizers: true, others: true };
  const { servers: _, ...head } = OAS30.head(api, '', api.version ?? NO_VERSION, {});
  const endpoint = endpointExtension(api);
  return {
    ...head,
    ...(!isEmpty(endpoint) && { servers: [{ url: '/', ...endpoint }] }),
    paths: { ...exportPaths(api, OAS30, wanted), ...barePaths(api) },
    ...OAS30.components(exportModels(api, OAS30.schemas, [...api.models.keys()]), securitySchemes(api, wanted)),
    ...rootExtensions(api, { emptyTemplates: true }),
  };
}

/** What `extensions` may say. GetExport has `postman` as well, the format of a program that is not ours to write for. */
export const EXTENSION_WORDS: readonly string[] = ['apigateway', 'integrations', 'authorizers'];

/** The first word of `extensions` that isn't one. */
export function unknownExtension(extensions: string): string | undefined {
  return wordsOf(extensions).find((word) => !EXTENSION_WORDS.includes(word));
}

function wordsOf(extensions: string): string[] {
  return extensions.split(',').flatMap((word) => word.trim() || []);
}

/** Throws BadRequestException (400) for a word that isn't known. */
function readExtensions(extensions: string): Extensions {
  const unknown = unknownExtension(extensions);
  if (unknown !== undefined) {
    throw new ExportRefusal('BadRequestException', `No extensions '${unknown}' for an export`, 400);
  }
  const words = wordsOf(extensions);
  const others = words.includes('apigateway');
  return {
    integrations: others || words.includes('integrations'),
    authorizers: others || words.includes('authorizers'),
    others,
  };
}

function dialectOf(exportType: string): Dialect {
  if (exportType === 'oas30') return OAS30;
  if (exportType === 'swagger') return SWAGGER;
  throw new ExportRefusal('BadRequestException', `No API exporter for type '${exportType}'`, 400);
}

/** Resources without methods are not exported. */
function exportPaths(api: RestApi, dialect: Dialect, wanted: Extensions): JsonObject {
  const byPath = new Map(
    api.resources.filter(({ methods }) => methods.size > 0).map((resource) => [resource.path, resource]),
  );
  const paths = dialect.paths([...byPath.keys()]).map((path) => {
    const { id = '', methods } = byPath.get(path) ?? {};
    const operations = [...dialect.methods, 'ANY' as const]
      .flatMap((name) => methods?.get(name) ?? [])
      .map((method) => [methodKey(method), exportOperation(method, id, dialect, wanted)]);
    return [path, Object.fromEntries(operations)];
  });
  return Object.fromEntries(paths);
}

/** OpenAPI has no word for ANY, so that even an export without extensions says it with the one of AWS. */
function methodKey(method: Method): string {
  return method.httpMethod === 'ANY' ? 'x-amazon-apigateway-any-method' : method.httpMethod.toLowerCase();
}

/** Resources without methods that no resource below them brings along. */
function barePaths({ resources }: RestApi): JsonObject {
  const parents = new Set(resources.map(({ parent }) => parent));
  const bare = resources.filter(({ path, methods }) => methods.size === 0 && path !== '/' && !parents.has(path));
  return Object.fromEntries(bare.map(({ path }) => [path, {}]));
}

function exportOperation(method: Method, resourceId: string, dialect: Dialect, wanted: Extensions): JsonObject {
  const { operationName, requestValidator, integration } = method;
  const security = securityOf(method);
  return {
    ...(operationName === undefined ? {} : { operationId: operationName }),
    ...dialect.request(method),
    ...dialect.responses(Object.values(method.methodResponses)),
    ...(security.length > 0 ? { security } : {}),
    ...(wanted.others && requestValidator !== undefined
      ? { 'x-amazon-apigateway-request-validator': requestValidator }
      : {}),
    ...(wanted.integrations && integration !== undefined
      ? { 'x-amazon-apigateway-integration': integrationExtension(integration, resourceId) }
      : {}),
  };
}
