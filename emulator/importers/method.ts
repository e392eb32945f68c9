import type { HttpMethod, Method, MethodResponse } from '../config/types.ts';
import type { ImportContext } from './context.ts';
import type { DocumentNode } from './document-node.ts';
import { readIntegration } from './integration.ts';
import { readRequestModels, readResponseModels, type SchemaOwner } from './method-models.ts';
import type { MethodPlace } from './parameters.ts';
import type { ImportReport } from './report.ts';

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
  const place = { path, httpMethod };
  const parameters = readDeclaredParameters(input);
  const base = {
    httpMethod,
    ...guard,
    operationName: operation.get('operationId')?.text(),
    requestValidator: readRequestValidator(operation, context),
    requestParameters: readRequestParameters(place, parameters, operation, context.report),
    requestModels: readRequestModels({ operation, place, context }, parameters),
    methodResponses: readMethodResponses({ operation, place, context }),
    source: operation.source,
  };
  const extension = context.resolve(operation.get('x-amazon-apigateway-integration'));
  if (extension === undefined) return base;
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

/** Told in the words of PutMethod (recorded): a name says one thing, wherever it stands. */
function readRequestParameters(
  { path, httpMethod }: MethodPlace,
  declared: readonly DocumentNode[],
  operation: DocumentNode,
  report: ImportReport,
): Record<string, boolean> {
  const parameters = { ...pathVariables(path), ...requestParametersOf(declared, report) };
  const names = Object.keys(parameters).map((key) => key.replace(/^method\.request\.[a-z]+\./, ''));
  if (new Set(names).size < names.length) {
    const reason = 'Parameter names must be unique across querystring, header and path';
    const aws = `Unable to put method '${httpMethod}' on resource at path '${path}': ${reason}`;
    report.refuse('import-method-refused', { aws }, operation.get('parameters')?.source ?? operation.source);
  }
  return parameters;
}

function requestParametersOf(parameters: readonly DocumentNode[], report: ImportReport): Record<string, boolean> {
  const named = parameters.flatMap((parameter): [string, boolean][] => {
    const location = LOCATIONS.get(parameter.get('in')?.text() ?? '');
    const name = parameter.get('name')?.text();
    if (name === undefined) return [];
    if (location === undefined) {
      const place = parameter.get('in')?.text() ?? '';
      if (place !== 'body') report.note('import-parameter-ignored', { name, place }, parameter.source);
      return [];
    }
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

function readMethodResponses(owner: SchemaOwner): Record<string, MethodResponse> {
  const { operation, context } = owner;
  const responses: [string, MethodResponse][] = [];
  for (const [statusCode, item] of operation.get('responses')?.entries() ?? []) {
    const node = context.resolve(item);
    if (!/^[1-5]\d\d$/.test(statusCode)) {
      if (!statusCode.startsWith('x-'))
        context.report.warn('import-response-status-ignored', { status: statusCode }, item.source);
    } else if (node !== undefined) {
      responses.push([statusCode, readMethodResponse(statusCode, node, owner)]);
    }
  }
  return Object.fromEntries(responses);
}

function readMethodResponse(statusCode: string, node: DocumentNode, owner: SchemaOwner): MethodResponse {
  const headers = (node.get('headers')?.entries() ?? []).map(([name]) => [`method.response.header.${name}`, false]);
  return {
    statusCode,
    responseParameters: Object.fromEntries(headers),
    responseModels: readResponseModels(statusCode, node, owner),
    source: node.source,
  };
}
