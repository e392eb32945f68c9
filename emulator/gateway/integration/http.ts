import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import type { Admitted, Outside } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { HttpRequest, IntegrationResult } from './types.ts';

/**
 * Calls an HTTP backend or an AWS service. Redirects are not followed. Throws 504 (INTEGRATION_TIMEOUT, or
 * INTEGRATION_FAILURE for a broken connection) or 500 (no such endpoint).
 */
export async function callHttp(
  request: HttpRequest,
  { request: client, route }: Admitted,
  outside: Outside,
): Promise<IntegrationResult> {
  const { timeoutInMillis, source } = route.method.integration as Integration;
  const { method, url, headers, body } = request;
  if (!isEndpoint(url)) {
    const explanation = explain('gateway-invalid-endpoint', { url }, { source });
    throw new GatewayReject('API_CONFIGURATION_ERROR', 'Internal server error', explanation);
  }
  const outcome = await outside.send({ method, url, headers, body, timeoutMs: timeoutInMillis, signal: client.signal });
  if (outcome.kind === 'answer') return outcome;
  const facts = { url, reason: outcome.detail, timeoutInMillis };
  switch (outcome.reason) {
    case 'timeout':
      throw new GatewayReject(
        'INTEGRATION_TIMEOUT',
        'Endpoint request timed out',
        explain('gateway-backend-too-slow', facts, { source }),
        { afterCall: true },
      );
    case 'unreachable':
      throw new GatewayReject(
        'INTEGRATION_FAILURE',
        'Internal server error',
        explain('gateway-backend-unreachable', facts, { source }),
        { status: 500 },
      );
    case 'network':
      throw new GatewayReject(
        'INTEGRATION_FAILURE',
        'Network error communicating with endpoint',
        explain('gateway-backend-broke-off', facts, { source }),
        { afterCall: true },
      );
  }
}

/** AWS calls an address without a host, or one whose placeholders stayed empty, an invalid endpoint. */
function isEndpoint(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
}
