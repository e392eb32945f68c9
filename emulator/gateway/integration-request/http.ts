import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { parseIntegrationUri } from '../../shared/aws-names.ts';
import { endpointVariable, type ServiceEndpoints } from '../../shared/service-endpoints.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationRequest } from '../integration/types.ts';
import type { MappedValue } from '../mapping-expression.ts';
import { backendHeaders } from './http-headers.ts';
import type { RequestParameters } from './parameters.ts';
import { type ServiceAddress, serviceAddress } from './service.ts';
import { renderUri } from './uri.ts';

/** HTTP, HTTP_PROXY and AWS services: method, URL with its query, headers and body of the request to the backend. */
export function buildHttpRequest(
  integration: Integration,
  admitted: Admitted,
  parameters: RequestParameters,
  body: Buffer,
  serviceEndpoints: ServiceEndpoints,
): IntegrationRequest {
  const { variables } = admitted.deployment.stage;
  const uri = renderUri(integration.uri ?? '', parameters.path, variables);
  const address =
    integration.type === 'AWS' ? addressOfService(uri, serviceEndpoints, integration) : { url: uri, headers: [] };
  for (const [name, value] of address.headers) if (!has(parameters.header, name)) parameters.header.set(name, value);
  const method = backendMethod(integration, admitted);
  const clientQuery = integration.type === 'HTTP_PROXY' ? admitted.input.query : [];
  return {
    kind: 'http',
    method,
    url: withQuery(address.url, [...clientQuery, ...flatten(parameters.querystring)]),
    headers: backendHeaders(integration, admitted, parameters.header, body.length > 0),
    body,
  };
}

function has(headers: ReadonlyMap<string, MappedValue>, name: string): boolean {
  return [...headers.keys()].some((known) => known.toLowerCase() === name.toLowerCase());
}

/** `ANY` passes the client's method on. */
function backendMethod(integration: Integration, { request }: Admitted): string {
  return integration.httpMethod === undefined || integration.httpMethod === 'ANY'
    ? request.method
    : integration.httpMethod;
}

function addressOfService(uri: string, serviceEndpoints: ServiceEndpoints, integration: Integration): ServiceAddress {
  const target = parseIntegrationUri(uri);
  const address = target && serviceAddress(target, serviceEndpoints);
  if (address) return address;
  const service = target?.service ?? 'none';
  const variable = endpointVariable(service);
  throw new GatewayReject(
    'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain('gateway-no-service-endpoint', { uri, service, variable }, { source: integration.source }),
  );
}

function flatten(map: ReadonlyMap<string, MappedValue>): [string, string][] {
  return [...map].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : value.map((one): [string, string] => [name, one]),
  );
}

/** The uri's own parameters stay first (recorded: test_http_proxy_integration_request_data_mappings). */
function withQuery(url: string, query: readonly (readonly [string, string])[]): string {
  if (query.length === 0) return url;
  const added = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
  return `${url}${url.includes('?') ? '&' : '?'}${added}`;
}
