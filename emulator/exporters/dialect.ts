import type { HttpMethod, Method, MethodResponse, RestApi } from '../config/types.ts';
import { REGION } from '../shared/aws-names.ts';

type JsonObject = Record<string, unknown>;

/** What Swagger 2.0 and OpenAPI 3.0 write differently. */
export interface Dialect {
  /** Where references to models point. */
  readonly schemas: string;
  /** Path → methods in the order of the export. */
  paths(paths: readonly string[]): string[];
  /** The order of the operations of a path; ANY comes last. */
  readonly methods: readonly HttpMethod[];
  /** The members before `paths`: version, info, address with the extensions of its endpoint. */
  head(api: RestApi, stageName: string, version: string, endpoint: JsonObject): JsonObject;
  /** The members that say what an operation takes. */
  request(method: Method): JsonObject;
  /** The member for the method responses. */
  responses(responses: readonly MethodResponse[]): JsonObject;
  /** The members after `paths`. */
  components(schemas: JsonObject, securitySchemes: JsonObject): JsonObject;
}

/** A parameter of an operation, taken apart: `method.request.querystring.page` → `page` in `query`. */
export interface DeclaredParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
}

const LOCATIONS: ReadonlyMap<string, DeclaredParameter['in']> = new Map([
  ['path', 'path'],
  ['querystring', 'query'],
  ['header', 'header'],
]);

export function declaredParameter(key: string, required: boolean): DeclaredParameter | undefined {
  const match = /^method\.request\.([a-z]+)\.(.+)$/s.exec(key);
  const location = LOCATIONS.get(match?.[1] ?? '');
  return match?.[2] === undefined || location === undefined ? undefined : { name: match[2], in: location, required };
}

/** The model that stands for several where there is room for one: that of JSON, else the first. */
export function mainModel(models: Readonly<Record<string, string>>): string | undefined {
  return models['application/json'] ?? Object.values(models)[0];
}

/** `method.response.header.Location` → `Location`. */
export function headerName(key: string): string {
  return key.slice('method.response.header.'.length);
}

/** The host of an API's stages on AWS. */
export function executeApiHost(api: RestApi): string {
  return `${api.id}.execute-api.${REGION}.amazonaws.com`;
}
