import type { SourceRef } from '../../errors/source-ref.ts';
import type { GatewayResponse, GatewayResponseType, HttpMethod, IntegrationResponse, Method } from '../types.ts';
import type { Reading } from './reading.ts';

type Methods = Map<HttpMethod | 'ANY', Method>;

const ALL_METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
export const ALLOW_ORIGIN = 'method.response.header.Access-Control-Allow-Origin';
const ALLOW_HEADERS = 'method.response.header.Access-Control-Allow-Headers';
const ALLOW_METHODS = 'method.response.header.Access-Control-Allow-Methods';

/**
 * What the console's Enable CORS does to one resource, and no more: an OPTIONS method with the preflight's headers,
 * and Access-Control-Allow-Origin on the 200 answers of its non-proxy methods. What is written by hand stays.
 */
export function enableCors(methods: Methods, source: SourceRef, reading: Reading): Methods {
  const allowed: Methods = new Map([...methods].map(([name, method]) => [name, allowOrigin(method, reading)]));
  const own = methods.get('OPTIONS');
  if (own) {
    reading.report.warning('config-cors-own-options', { line: own.source.line }, source);
    allowed.set('OPTIONS', own);
  } else {
    allowed.set('OPTIONS', preflightMethod([...methods.keys()], source));
  }
  return allowed;
}

function allowOrigin(method: Method, reading: Reading): Method {
  const { integration } = method;
  const ok = method.methodResponses['200'];
  if (!integration || !ok || integration.type.endsWith('_PROXY')) return method;
  const { locator } = reading;
  const responseParameters = locator.remember(
    withHeader(ok.responseParameters, ALLOW_ORIGIN, false),
    ok.responseParameters,
  );
  const methodResponses = { ...method.methodResponses, '200': locator.remember({ ...ok, responseParameters }, ok) };
  const responses = integration.responses.map((response) =>
    response.statusCode === '200' ? allowAny(response, reading) : response,
  );
  return locator.remember(
    { ...method, methodResponses, integration: locator.remember({ ...integration, responses }, integration) },
    method,
  );
}

function allowAny(response: IntegrationResponse, { locator }: Reading): IntegrationResponse {
  const { responseParameters: written } = response;
  const responseParameters = locator.remember(withHeader(written, ALLOW_ORIGIN, "'*'"), written);
  return locator.remember({ ...response, responseParameters }, response);
}

function preflightMethod(methods: readonly string[], source: SourceRef): Method {
  const names = methods.includes('ANY') ? ALL_METHODS : [...methods, 'OPTIONS'].sort();
  const template = { text: '{"statusCode": 200}', source, inline: true };
  const headers = {
    [ALLOW_HEADERS]: "'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token'",
    [ALLOW_METHODS]: `'${names.join(',')}'`,
    [ALLOW_ORIGIN]: "'*'",
  };
  return {
    httpMethod: 'OPTIONS',
    authorizationType: 'NONE',
    apiKeyRequired: false,
    requestParameters: {},
    requestModels: {},
    methodResponses: {
      '200': {
        statusCode: '200',
        responseParameters: { [ALLOW_HEADERS]: false, [ALLOW_METHODS]: false, [ALLOW_ORIGIN]: false },
        responseModels: { 'application/json': 'Empty' },
        source,
      },
    },
    integration: {
      type: 'MOCK',
      requestParameters: {},
      requestTemplates: { 'application/json': template },
      passthroughBehavior: 'WHEN_NO_MATCH',
      timeoutInMillis: 29_000,
      cacheKeyParameters: [],
      responses: [{ statusCode: '200', responseParameters: headers, responseTemplates: {}, source }],
      source,
    },
    source,
  };
}

export const ERROR_ORIGIN = 'gatewayresponse.header.Access-Control-Allow-Origin';

/** What the boxes DEFAULT 4XX and DEFAULT 5XX of Enable CORS do, to the API as a whole. */
export function enableCorsOnErrors(
  responses: ReadonlyMap<GatewayResponseType, GatewayResponse>,
  source: SourceRef,
  reading: Reading,
): Map<GatewayResponseType, GatewayResponse> {
  const allowed = new Map(responses);
  for (const responseType of ['DEFAULT_4XX', 'DEFAULT_5XX'] as const) {
    const own = responses.get(responseType) ?? { responseType, responseParameters: {}, source };
    allowed.set(responseType, {
      ...own,
      responseParameters: reading.locator.remember(
        withHeader(own.responseParameters, ERROR_ORIGIN, "'*'"),
        own.responseParameters,
      ),
    });
  }
  for (const [type, response] of responses) {
    if (
      !type.startsWith('DEFAULT_') &&
      type !== 'REQUEST_TOO_LARGE' &&
      !hasHeader(response.responseParameters, ERROR_ORIGIN)
    ) {
      reading.report.warning('config-cors-on-errors-hidden', { type }, response.source);
    }
  }
  return allowed;
}

/** A header that was written by hand, in capitals or not, is kept. */
function withHeader<V>(parameters: Readonly<Record<string, V>>, name: string, value: V): Record<string, V> {
  return hasHeader(parameters, name) ? { ...parameters } : { [name]: value, ...parameters };
}

function hasHeader(parameters: object, name: string): boolean {
  return Object.keys(parameters).some((written) => written.toLowerCase() === name.toLowerCase());
}
