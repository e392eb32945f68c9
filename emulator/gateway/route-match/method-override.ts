import { lastHeader } from '../../shared/header-list.ts';
import type { GatewayRequest } from '../exchange.ts';

/**
 * X-HTTP-Method-Override: the method that a request counts as, for routing and for everything behind (known issues of
 * the Developer Guide).
 */
export function overrideMethod(request: GatewayRequest): GatewayRequest {
  const method = lastHeader(request.headers, 'x-http-method-override')?.trim().toUpperCase();
  if (!method) return request;
  return {
    ...request,
    method,
    // Made on demand, so it is handed on as it is asked for.
    get signal() {
      return request.signal;
    },
  };
}
