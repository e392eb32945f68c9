import { explain } from '../../errors/explanation.ts';
import type { Arrival, Caller, Outside, Route, Trace } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { authorizeByCognito } from './cognito/authorize.ts';
import { authorizeByIam } from './iam/authorize.ts';
import { authorizeByLambda } from './lambda-authorizer/authorize.ts';
import { methodArn } from './method-arn.ts';
import { combine, refuseDenied, requireAllow } from './resource-policy/decide.ts';

/**
 * Authorization: who calls, and may they? The method's authorizer and the API's resource policy decide together, in
 * the order of the Developer Guide's page on the authorization flow. Undefined: nobody in particular, and nobody asked.
 * Throws what the authorizer refuses with, ACCESS_DENIED, and 414 for a path that is too long for a policy. Only what
 * has to be waited for is a promise.
 */
export function authorize(
  arrival: Trace,
  route: Route,
  outside: Outside,
): Caller | undefined | Promise<Caller | undefined> {
  const { api, authorizersDisabled } = arrival.deployment;
  const { authorizationType } = route.method;
  const type = authorizersDisabled ? 'NONE' : authorizationType;
  if (type === 'NONE' && api.policy === undefined) return undefined;
  refuseLongArn(arrival, route);
  switch (type) {
    case 'NONE':
      requireAllow(arrival, undefined);
      return undefined;
    case 'AWS_IAM':
      return combine(authorizeByIam(arrival, route, outside), arrival);
    case 'CUSTOM': {
      refuseDenied(arrival);
      const permission = authorizeByLambda(arrival, route, outside);
      return permission instanceof Promise
        ? permission.then((known) => combine(known, arrival))
        : combine(permission, arrival);
    }
    case 'COGNITO_USER_POOLS': {
      const caller = authorizeByCognito(arrival, route, outside);
      return caller instanceof Promise ? caller.then((known) => allowed(known, arrival)) : allowed(caller, arrival);
    }
  }
}

/** A good token is no permission: a resource policy, where there is one, has to give it. */
function allowed(caller: Caller, arrival: Arrival): Caller {
  requireAllow(arrival, caller);
  return caller;
}

/**
 * Bytes of the longest method ARN of methods with authorization and of APIs with a resource policy (Developer Guide,
 * quotas).
 */
const LONGEST_METHOD_ARN = 1600;

function refuseLongArn(arrival: Arrival, { method }: Route): void {
  const bytes = Buffer.byteLength(methodArn(arrival));
  if (bytes <= LONGEST_METHOD_ARN) return;
  const explanation = explain(
    'gateway-method-arn-too-long',
    { bytes, limit: LONGEST_METHOD_ARN },
    { source: method.source },
  );
  throw new GatewayReject('DEFAULT_4XX', 'Request URI too long', explanation, { status: 414 });
}
