import type { Admitted } from '../exchange.ts';
import { mayByIam } from './iam/authorize.ts';
import { permits } from './resource-policy/decide.ts';

/** The action that a policy has to allow. */
export const INVALIDATE_CACHE = 'execute-api:InvalidateCache';

/**
 * May the caller have a kept answer made anew? Only somebody who signed the request may, by the user's own policy and
 * the API's resource policy, as for a call; what a Lambda authorizer returns doesn't count (seen on AWS).
 */
export function mayInvalidateCache(admitted: Admitted): boolean {
  const { caller, route, deployment } = admitted;
  if (route.method.authorizationType !== 'AWS_IAM' || deployment.authorizersDisabled || !caller) return false;
  return permits(mayByIam(admitted, caller, INVALIDATE_CACHE), INVALIDATE_CACHE, admitted, caller);
}
