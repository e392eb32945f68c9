import type { SourceRef } from '../../errors/source-ref.ts';
import type { Integration, Method, RestApi } from '../types.ts';
import type { ProjectCheck } from './project-check.ts';

const NAME = '[A-Za-z0-9._$-]+';
const COMMON = `stageVariables\\.${NAME}|context\\.${NAME}|'[^]*'`;
const BODY = 'body(?:[.\\[][^]+)?';

const METHOD_PARAMETER = new RegExp(`^method\\.request\\.(querystring|header|path)\\.(${NAME})$`);
const RESPONSE_HEADER = new RegExp(`^method\\.response\\.header\\.${NAME}$`);
const INTEGRATION_TARGET = new RegExp(`^integration\\.request\\.(querystring|header|path)\\.${NAME}$`);
const GATEWAY_TARGET = new RegExp(`^gatewayresponse\\.(header|querystring|path)\\.${NAME}$`);
const REQUEST_PLACES = '(path|querystring|header|multivaluequerystring|multivalueheader)';
const REQUEST_SOURCE = new RegExp(`^(?:method\\.request\\.(?:${REQUEST_PLACES}\\.(${NAME})|${BODY})|${COMMON})$`);
const RESPONSE_SOURCE = new RegExp(
  `^(?:integration\\.response\\.(?:(?:header|multivalueheader)\\.${NAME}|${BODY})|${COMMON})$`,
);

/** What PutMethod, PutMethodResponse, PutIntegration and PutIntegrationResponse refuse about the parameters of a method. */
export function checkMethodMappings(method: Method, check: ProjectCheck): void {
  checkParameterNames(method, check);
  for (const response of Object.values(method.methodResponses)) {
    checkTargets(response.responseParameters, RESPONSE_HEADER, 'method.response.header.NAME', response.source, check);
  }
  if (!method.integration) return;
  checkRequestMappings(method, method.integration, check);
  for (const response of method.integration.responses) {
    const { responseParameters, source } = response;
    checkTargets(responseParameters, RESPONSE_HEADER, 'method.response.header.NAME', source, check);
    checkSources(responseParameters, RESPONSE_SOURCE, 'response', source, check);
    checkDeclaredHeaders(method, response.statusCode, responseParameters, source, check);
  }
}

/** The header mappings of the gateway responses. */
export function checkGatewayMappings(api: RestApi, check: ProjectCheck): void {
  for (const { responseParameters, source } of api.gatewayResponses.values()) {
    checkTargets(responseParameters, GATEWAY_TARGET, 'gatewayresponse.header.NAME', source, check);
    checkSources(responseParameters, REQUEST_SOURCE, 'request', source, check);
  }
}

function checkParameterNames({ requestParameters }: Method, { locator, report }: ProjectCheck): void {
  const places = new Map<string, string>();
  for (const key of Object.keys(requestParameters)) {
    const at = locator.key(requestParameters, key);
    // Declared by the path alone.
    if (!at) continue;
    const name = METHOD_PARAMETER.exec(key)?.[2];
    if (name === undefined) {
      report.error(
        'config-mapping-target',
        { target: key, expected: 'method.request.{querystring|header|path}.NAME' },
        at,
      );
      continue;
    }
    const other = places.get(name);
    if (other !== undefined) report.error('config-parameter-clash', { name, key, other }, at);
    places.set(name, key);
  }
}

function checkRequestMappings(method: Method, integration: Integration, check: ProjectCheck): void {
  const { requestParameters, source } = integration;
  const expected = 'integration.request.{querystring|header|path}.NAME';
  checkTargets(requestParameters, INTEGRATION_TARGET, expected, source, check);
  checkSources(requestParameters, REQUEST_SOURCE, 'request', source, check);
  for (const [target, expression] of Object.entries(requestParameters)) {
    const [, place, name] = REQUEST_SOURCE.exec(expression) ?? [];
    if (place === undefined || name === undefined) continue;
    const declared = `method.request.${place.replace('multivalue', '')}.${name}`;
    if (Object.hasOwn(method.requestParameters, declared)) continue;
    check.report.error(
      'config-undeclared-parameter',
      { expression, declared },
      check.locator.value(requestParameters, target) ?? source,
    );
  }
}

function checkTargets(
  parameters: Readonly<Record<string, unknown>>,
  form: RegExp,
  expected: string,
  source: SourceRef,
  { locator, report }: ProjectCheck,
): void {
  for (const target of Object.keys(parameters)) {
    if (!form.test(target)) {
      report.error('config-mapping-target', { target, expected }, locator.key(parameters, target) ?? source);
    }
  }
}

function checkSources(
  parameters: Readonly<Record<string, string>>,
  form: RegExp,
  side: 'request' | 'response',
  source: SourceRef,
  { locator, report }: ProjectCheck,
): void {
  for (const [target, expression] of Object.entries(parameters)) {
    if (!form.test(expression)) {
      report.error('config-mapping-source', { expression, side }, locator.value(parameters, target) ?? source);
    }
  }
}

function checkDeclaredHeaders(
  method: Method,
  statusCode: string,
  responseParameters: Readonly<Record<string, string>>,
  source: SourceRef,
  { locator, report }: ProjectCheck,
): void {
  const declared = method.methodResponses[statusCode]?.responseParameters;
  // An undeclared status is told by itself.
  if (!declared) return;
  for (const target of Object.keys(responseParameters)) {
    if (RESPONSE_HEADER.test(target) && !Object.hasOwn(declared, target)) {
      report.error(
        'config-undeclared-header',
        { target, statusCode },
        locator.key(responseParameters, target) ?? source,
      );
    }
  }
}
