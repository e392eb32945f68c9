import type { HttpMethod, Method, MethodResponse } from '../config/types.ts';
import type { ImportContext } from './context.ts';
import type { DocumentNode } from './document-node.ts';
import { readIntegration } from './integration.ts';

/**
 * An operation → the method that AWS makes of it, without any of the defaults that the console's wizard adds.
 * Undefined where AWS makes none.
 */
export function readMethod(input: {
  httpMethod: HttpMethod | 'ANY';
  path: string;
  pathItem: DocumentNode;
  operation: DocumentNode;
  context: ImportContext;
}): Method | undefined {
  const { httpMethod, path, operation, context } = input;
  const guard = context.security.guardOf(operation);
  if (guard === undefined) return undefined;
  const parameters = readDeclaredParameters(input);
  const base = {
    httpMethod,
    ...guard,
    operationName: operation.get('operationId')?.text(),
    requestValidator: readRequestValidator(operation, context),
    requestParameters: { ...pathVariables(path), ...requestParametersOf(parameters) },
    requestModels: readRequestModels(operation, parameters, context),
    methodResponses: readMethodResponses(operation, context),
    source: operation.source,
  };
  const extension = context.resolve(operation.get('x-amazon-apigateway-integration'));
  if (extension === undefined) return base;
  const place = { path, httpMethod };
  return { ...base, integration: readIntegration({ node: extension, place, method: base, report: context.report }) };
}

/** The parameters of the path and of the operation, which replaces those of the same name and location. */
function readDeclaredParameters({ pathItem, operation, context }: Parameters<typeof readMethod>[0]): DocumentNode[] {
  const byName = new Map<string, DocumentNode>();
  for (const owner of [pathItem, operation]) {
    for (const item of owner.get('parameters')?.items() ?? []) {
      const parameter = context.resolve(item);
      if (parameter === undefined) continue;
      byName.set(`${parameter.get('in')?.text()} ${parameter.get('name')?.text()}`, parameter);
    }
  }
  return [...byName.values()];
}

const LOCATIONS: ReadonlyMap<string, string> = new Map([
  ['path', 'path'],
  ['query', 'querystring'],
  ['header', 'header'],
]);

function requestParametersOf(parameters: readonly DocumentNode[]): Record<string, boolean> {
  const named = parameters.flatMap((parameter): [string, boolean][] => {
    const location = LOCATIONS.get(parameter.get('in')?.text() ?? '');
    const name = parameter.get('name')?.text();
    if (location === undefined || name === undefined) return [];
    const required = location === 'path' || parameter.get('required')?.isTrue() === true;
    return [[`method.request.${location}.${name}`, required]];
  });
  return Object.fromEntries(named);
}

/** The variables of the path are required parameters, declared or not (recorded). */
function pathVariables(path: string): Record<string, boolean> {
  const names = [...path.matchAll(/\{([^{}]+?)\+?\}/g)].map(([, name = '']) => `method.request.path.${name}`);
  return Object.fromEntries(names.map((name) => [name, true]));
}

function readRequestValidator(
  operation: DocumentNode,
  { root, requestValidators, report }: ImportContext,
): string | undefined {
  const node =
    operation.get('x-amazon-apigateway-request-validator') ?? root.get('x-amazon-apigateway-request-validator');
  const name = node?.text();
  if (node === undefined || name === undefined) return undefined;
  if (requestValidators.has(name)) return name;
  report.warn('import-request-validator-unknown', { name, known: [...requestValidators.keys()] }, node.source);
  return undefined;
}

/** OpenAPI 3: the `requestBody`, by content type. Swagger: the body parameter, once for each type in `consumes`. */
function readRequestModels(
  operation: DocumentNode,
  parameters: readonly DocumentNode[],
  context: ImportContext,
): Record<string, string> {
  if (!context.swagger) return modelsOfContent(context.resolve(operation.get('requestBody'))?.get('content'), context);
  const schema = parameters.find((parameter) => parameter.get('in')?.text() === 'body')?.get('schema');
  return modelOfTypes(schema, operation, 'consumes', context);
}

function readMethodResponses(operation: DocumentNode, context: ImportContext): Record<string, MethodResponse> {
  const responses: [string, MethodResponse][] = [];
  for (const [statusCode, item] of operation.get('responses')?.entries() ?? []) {
    const node = context.resolve(item);
    if (!/^[1-5]\d\d$/.test(statusCode)) {
      if (!statusCode.startsWith('x-'))
        context.report.warn('import-response-status-ignored', { status: statusCode }, item.source);
    } else if (node !== undefined) {
      responses.push([statusCode, readMethodResponse(statusCode, node, operation, context)]);
    }
  }
  return Object.fromEntries(responses);
}

function readMethodResponse(
  statusCode: string,
  node: DocumentNode,
  operation: DocumentNode,
  context: ImportContext,
): MethodResponse {
  const headers = (node.get('headers')?.entries() ?? []).map(([name]) => [`method.response.header.${name}`, false]);
  return {
    statusCode,
    responseParameters: Object.fromEntries(headers),
    responseModels: context.swagger
      ? modelOfTypes(node.get('schema'), operation, 'produces', context)
      : modelsOfContent(node.get('content'), context),
    source: node.source,
  };
}

function modelsOfContent(content: DocumentNode | undefined, { models }: ImportContext): Record<string, string> {
  const named = (content?.entries() ?? []).flatMap(([contentType, media]): [string, string][] => {
    const schema = media.get('schema');
    const name = schema === undefined ? undefined : models.nameOf(schema);
    return name === undefined ? [] : [[contentType, name]];
  });
  return Object.fromEntries(named);
}

function modelOfTypes(
  schema: DocumentNode | undefined,
  operation: DocumentNode,
  key: 'consumes' | 'produces',
  { root, models }: ImportContext,
): Record<string, string> {
  const name = schema === undefined ? undefined : models.nameOf(schema);
  if (name === undefined) return {};
  const types = (operation.get(key) ?? root.get(key))?.texts() ?? [];
  return Object.fromEntries((types.length > 0 ? types : ['application/json']).map((type) => [type, name]));
}
