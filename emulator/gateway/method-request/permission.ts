import type { Caller } from '../exchange.ts';
import type { GatewayReject } from '../gateway-responses/reject.ts';

/**
 * What the policy of a caller (an IAM user's, or the one that a Lambda authorizer returned) says of a request, before
 * the API's resource policy is asked. `refusal` is what the request ends in when nothing else lets it in: an explicit
 * Deny is final, and where no statement matched an Allow of the resource policy still counts (table A of the Developer
 * Guide's page on the authorization flow).
 */
export type Permission =
  | { readonly effect: 'Allow'; readonly caller: Caller }
  | { readonly effect: 'Deny'; readonly refusal: GatewayReject }
  | { readonly effect: 'None'; readonly caller: Caller; readonly refusal: GatewayReject };
