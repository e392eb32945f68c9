import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import type { Admitted, HttpFailure, Outside } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { HttpRequest, IntegrationResult } from './types.ts';

/**
 * Calls an HTTP backend or an AWS service. Redirects are not followed. Throws 504 (INTEGRATION_TIMEOUT, or
 * INTEGRATION_FAILURE for a broken connection) or 500 (no such endpoint, an answer over 10 MB).
 */
export async function callHttp(
  request: HttpRequest,
  { request: client, route }: Admitted,
  outside: Outside,
): Promise<IntegrationResult> {
  const integration = route.method.integration as Integration;
  const { method, url, headers, body } = request;
  refuseNoEndpoint(url, integration);
  const { timeoutInMillis: timeoutMs } = integration;
  const outcome = await outside.send({ method, url, headers, body, timeoutMs, signal: client.signal });
  if (outcome.kind === 'answer') return outcome;
  throw refuseFailure(outcome, url, integration);
}

/** AWS calls an address without a host, or one whose placeholders stayed empty, an invalid endpoint. */
export function refuseNoEndpoint(url: string, { source }: Integration): void {
  if (isEndpoint(url)) return;
  const explanation = explain('gateway-invalid-endpoint', { url }, { source });
  throw new GatewayReject('API_CONFIGURATION_ERROR', 'Internal server error', explanation);
}

/** What the client gets when a backend gives no answer. */
export function refuseFailure(
  { reason, detail }: HttpFailure,
  url: string,
  { timeoutInMillis, source }: Integration,
): GatewayReject {
  const facts = { url, reason: detail, timeoutInMillis };
  switch (reason) {
    case 'timeout':
      return new GatewayReject(
        'INTEGRATION_TIMEOUT',
        'Endpoint request timed out',
        explain('gateway-backend-too-slow', facts, { source }),
        { afterCall: true },
      );
    case 'unreachable':
      return new GatewayReject(
        'INTEGRATION_FAILURE',
        'Internal server error',
        explain('gateway-backend-unreachable', facts, { source }),
        { status: 500 },
      );
    case 'network':
      return new GatewayReject(
        'INTEGRATION_FAILURE',
        'Network error communicating with endpoint',
        explain('gateway-backend-broke-off', facts, { source }),
        { afterCall: true },
      );
    case 'too-large':
      return new GatewayReject(
        'INTEGRATION_FAILURE',
        'Internal server error',
        explain('gateway-answer-too-large', facts, { source }),
        { status: 500, afterCall: true },
      );
  }
}

function isEndpoint(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
}
