import type { Integration, IntegrationResponse, RestApi, Template } from '../config/types.ts';
import { filled } from './filled.ts';
import { inHashOrder } from './hash-order.ts';
import { storedPolicy } from './policy.ts';

type JsonObject = Record<string, unknown>;

/** How exports write a template that AWS keeps as null; imports read it back. */
const PASSTHROUGH = '__passthrough__';
const DEFAULT_TIMEOUT_MS = 29_000;

/** Which of AWS's extensions an export has in it. */
export interface Extensions {
  readonly integrations: boolean;
  readonly authorizers: boolean;
  /** Everything else: request validators, gateway responses, binary media types … */
  readonly others: boolean;
}

/**
 * `x-amazon-apigateway-integration` of a method, in GetExport's order and words; what has its default is left out.
 * The cache namespace is the id of the resource; it is there where cache keys are (seen in public exports).
 */
export function integrationExtension(integration: Integration, resourceId: string): JsonObject {
  const responses = integration.responses.map((response) => [
    response.selectionPattern || 'default',
    exportResponse(response),
  ]);
  return filled({
    type: integration.type.toLowerCase(),
    connectionId: integration.connectionId,
    credentials: integration.credentials,
    httpMethod: integration.httpMethod,
    uri: integration.uri,
    responses: Object.fromEntries(responses),
    requestParameters: ordered(integration.requestParameters),
    requestTemplates: exportTemplates(integration.requestTemplates),
    passthroughBehavior: integration.passthroughBehavior.toLowerCase(),
    connectionType: integration.connectionType === 'INTERNET' ? undefined : integration.connectionType,
    timeoutInMillis: integration.timeoutInMillis === DEFAULT_TIMEOUT_MS ? undefined : integration.timeoutInMillis,
    cacheNamespace:
      integration.cacheNamespace ?? (integration.cacheKeyParameters.length === 0 ? undefined : resourceId),
    cacheKeyParameters: integration.cacheKeyParameters,
    contentHandling: integration.contentHandling,
    responseTransferMode: integration.responseTransferMode,
    tlsConfig: integration.tlsConfig,
  });
}

/** `x-amazon-apigateway-endpoint-configuration`, which Swagger has at its top and OpenAPI 3.0 at its server. */
export function endpointExtension(api: RestApi): JsonObject {
  return filled({
    'x-amazon-apigateway-endpoint-configuration': filled({
      disableExecuteApiEndpoint: api.disableExecuteApiEndpoint || undefined,
      vpcEndpointIds: api.endpointConfiguration?.vpcEndpointIds,
    }),
  });
}

/**
 * The extensions at the top of an exported document. `emptyTemplates`: with a gateway response's `responseTemplates` that
 * has nothing in it, which is no body instead of the built-in one, and which GetExport leaves out as all that is empty.
 */
export function rootExtensions(
  api: RestApi,
  { emptyTemplates = false }: { readonly emptyTemplates?: boolean } = {},
): JsonObject {
  const gatewayResponses = [...api.gatewayResponses.values()].map((response) => [
    response.responseType,
    {
      ...filled({
        statusCode: response.statusCode,
        responseParameters: response.responseParameters,
        responseTemplates: response.responseTemplates,
      }),
      ...(emptyTemplates && response.responseTemplates && { responseTemplates: response.responseTemplates }),
    },
  ]);
  const requestValidators = [...api.requestValidators.values()].map((validator) => [
    validator.name,
    {
      validateRequestParameters: validator.validateRequestParameters,
      validateRequestBody: validator.validateRequestBody,
    },
  ]);
  return filled({
    'x-amazon-apigateway-api-key-source': api.apiKeySource === 'HEADER' ? undefined : api.apiKeySource,
    'x-amazon-apigateway-gateway-responses': Object.fromEntries(gatewayResponses),
    'x-amazon-apigateway-request-validators': Object.fromEntries(requestValidators),
    'x-amazon-apigateway-minimum-compression-size': api.minimumCompressionSize,
    'x-amazon-apigateway-binary-media-types': api.binaryMediaTypes,
    'x-amazon-apigateway-policy': api.policy && JSON.parse(storedPolicy(api.policy, api.id)),
  });
}

function exportResponse(response: IntegrationResponse): JsonObject {
  return filled({
    statusCode: response.statusCode,
    responseParameters: ordered(response.responseParameters),
    responseTemplates: exportTemplates(response.responseTemplates),
    contentHandling: response.contentHandling,
  });
}

function exportTemplates(templates: Readonly<Record<string, Template>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(templates).map(([type, { text }]) => [type, text === '' ? PASSTHROUGH : text]),
  );
}

function ordered<T>(record: Readonly<Record<string, T>>): Record<string, T | undefined> {
  return Object.fromEntries(inHashOrder(Object.keys(record)).map((key) => [key, record[key]]));
}
