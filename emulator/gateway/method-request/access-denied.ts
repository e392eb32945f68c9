import type { Explanation } from '../../errors/explanation.ts';
import type { Caller } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';

/**
 * A caller that a policy doesn't let in: ACCESS_DENIED (403), in the words that AWS has for an IAM user and for a
 * resource policy. Of the account that owns the API the last four digits are shown.
 */
export function accessDenied(
  caller: Caller | undefined,
  arn: string,
  isExplicit: boolean,
  explanation: Explanation,
  action = 'execute-api:Invoke',
): GatewayReject {
  const who = caller?.identity?.userArn ?? 'anonymous';
  const masked = arn.replace(/^((?:[^:]*:){4})\d{8}(\d{4}:)/, '$1********$2');
  const message = `User: ${who} is not authorized to perform: ${action} on resource: ${masked}`;
  return new GatewayReject('ACCESS_DENIED', isExplicit ? `${message} with an explicit deny` : message, explanation);
}
