import type { Method, MethodResponse } from '../config/types.ts';
import { type Dialect, declaredParameter, executeApiHost, headerName } from './dialect.ts';
import { filled } from './filled.ts';
import { inHashOrder } from './hash-order.ts';

type JsonObject = Record<string, unknown>;

/** OpenAPI 3.0 as GetExport writes it. */
export const OAS30: Dialect = {
  schemas: '#/components/schemas/',
  paths: inHashOrder,
  methods: ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH'],
  head: (api, stageName, version, endpoint) => ({
    openapi: '3.0.1',
    info: filled({ title: api.name, description: api.description, version }),
    servers: [
      {
        url: `https://${executeApiHost(api)}/{basePath}`,
        variables: { basePath: { default: stageName } },
        ...endpoint,
      },
    ],
  }),
  request: (method) => filled({ parameters: parametersOf(method), requestBody: requestBodyOf(method) }),
  responses: (responses) =>
    filled({ responses: Object.fromEntries(responses.map((response) => [response.statusCode, responseOf(response)])) }),
  components: (schemas, securitySchemes) => ({ components: filled({ schemas, securitySchemes }) }),
};

function parametersOf({ requestParameters }: Method): JsonObject[] {
  return inHashOrder(Object.keys(requestParameters)).flatMap((key) => {
    const parameter = declaredParameter(key, requestParameters[key] ?? false);
    if (parameter === undefined) return [];
    const { name, in: location, required } = parameter;
    return [{ name, in: location, ...(required ? { required } : {}), schema: { type: 'string' } }];
  });
}

function requestBodyOf({ requestModels }: Method): JsonObject | undefined {
  return Object.keys(requestModels).length === 0 ? undefined : { content: contentOf(requestModels), required: true };
}

/** `content` is there without models, too, and empty (recorded). */
function responseOf({ statusCode, responseModels, responseParameters }: MethodResponse): JsonObject {
  const headers = inHashOrder(Object.keys(responseParameters).map(headerName)).map((name) => [
    name,
    { schema: { type: 'string' } },
  ]);
  return {
    description: `${statusCode} response`,
    ...filled({ headers: Object.fromEntries(headers) }),
    content: contentOf(responseModels),
  };
}

function contentOf(models: Readonly<Record<string, string>>): JsonObject {
  const media = Object.entries(models).map(([type, model]) => [
    type,
    { schema: { $ref: `#/components/schemas/${model}` } },
  ]);
  return Object.fromEntries(media);
}
