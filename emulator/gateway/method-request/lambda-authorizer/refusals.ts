import type { Explanation } from '../../../errors/explanation.ts';
import { GatewayReject } from '../../gateway-responses/reject.ts';

/** The identity is missing or was refused. */
export function unauthorized(explanation: Explanation): GatewayReject {
  return new GatewayReject('UNAUTHORIZED', 'Unauthorized', explanation);
}

/** The authorizer gave no answer that could be used. AWS has no text for it: the client gets `{"message":null}`. */
export function unusable(explanation: Explanation): GatewayReject {
  return new GatewayReject('AUTHORIZER_CONFIGURATION_ERROR', null, explanation);
}
