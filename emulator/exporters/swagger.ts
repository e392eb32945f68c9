import type { Method, MethodResponse } from '../config/types.ts';
import { type Dialect, declaredParameter, executeApiHost, headerName, mainModel } from './dialect.ts';
import { filled } from './filled.ts';
import { inHashOrder } from './hash-order.ts';

type JsonObject = Record<string, unknown>;

/** Swagger 2.0 as GetExport writes it. */
export const SWAGGER: Dialect = {
  schemas: '#/definitions/',
  paths: (paths) => [...paths].sort(),
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'],
  head: (api, stageName, version, endpoint) => ({
    swagger: '2.0',
    info: filled({ description: api.description, version, title: api.name }),
    host: executeApiHost(api),
    basePath: `/${stageName}`,
    schemes: ['https'],
    ...endpoint,
  }),
  request: (method) =>
    filled({ consumes: consumesOf(method), produces: producesOf(method), parameters: parametersOf(method) }),
  responses: (responses) => ({
    responses: Object.fromEntries(responses.map((response) => [response.statusCode, responseOf(response)])),
  }),
  components: (schemas, securitySchemes) => filled({ securityDefinitions: securitySchemes, definitions: schemas }),
};

/** Content types come from the models, and from the templates of the integration. */
function consumesOf({ requestModels, integration }: Method): string[] {
  return [...new Set([...Object.keys(requestModels), ...Object.keys(integration?.requestTemplates ?? {})])];
}

function producesOf({ methodResponses, integration }: Method): string[] {
  const models = Object.values(methodResponses).flatMap((response) => Object.keys(response.responseModels));
  const templates = (integration?.responses ?? []).flatMap((response) => Object.keys(response.responseTemplates));
  return [...new Set([...models, ...templates])];
}

function parametersOf({ requestParameters, requestModels }: Method): JsonObject[] {
  const parameters: JsonObject[] = inHashOrder(Object.keys(requestParameters)).flatMap((key) => {
    const parameter = declaredParameter(key, requestParameters[key] ?? false);
    return parameter === undefined ? [] : [{ ...parameter, type: 'string' }];
  });
  const model = mainModel(requestModels);
  if (model === undefined) return parameters;
  return [...parameters, { in: 'body', name: model, required: true, schema: { $ref: `#/definitions/${model}` } }];
}

function responseOf({ statusCode, responseModels, responseParameters }: MethodResponse): JsonObject {
  const model = mainModel(responseModels);
  const headers = inHashOrder(Object.keys(responseParameters).map(headerName)).map((name) => [
    name,
    { type: 'string' },
  ]);
  return {
    description: `${statusCode} response`,
    ...filled({
      schema: model === undefined ? undefined : { $ref: `#/definitions/${model}` },
      headers: Object.fromEntries(headers),
    }),
  };
}
