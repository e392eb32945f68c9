import type { Admitted, Caller, GatewayRequest, Outside, Route, Trace } from '../exchange.ts';
import { authorize } from './authorize.ts';
import { checkBody } from './body.ts';
import { decodeContent } from './content-encoding.ts';
import { checkParameters } from './parameters.ts';
import { checkUsage } from './usage/check.ts';

/**
 * Method request: may it come in? The checks in AWS's order; each throws the gateway response that it ends in. Most
 * requests have nothing to wait for.
 */
export function checkMethodRequest(arrival: Trace, route: Route, outside: Outside): Admitted | Promise<Admitted> {
  const request = decodeContent(arrival, route);
  return request instanceof Promise
    ? request.then((decoded) => checkDecoded(decoded, arrival, route, outside))
    : checkDecoded(request, arrival, route, outside);
}

function checkDecoded(
  request: GatewayRequest,
  arrival: Trace,
  route: Route,
  outside: Outside,
): Admitted | Promise<Admitted> {
  const caller = authorize(arrival, route, outside);
  return caller instanceof Promise
    ? caller.then((known) => checkKnown(known, request, arrival, route, outside))
    : checkKnown(caller, request, arrival, route, outside);
}

function checkKnown(
  known: Caller | undefined,
  request: GatewayRequest,
  arrival: Trace,
  route: Route,
  outside: Outside,
): Admitted {
  // What refuses from here on may name the caller in its gateway response.
  arrival.caller = known;
  const caller = checkUsage(arrival, route, known, outside);
  arrival.caller = caller;
  const { deployment, input, context } = arrival;
  return { deployment, request, input, context, route, caller };
}

/**
 * The request validator's part: parameters first, then the body. The console's Test begins here, and an answer from the
 * cache goes out without it.
 */
export function validateRequest(admitted: Admitted): void {
  const { route, deployment } = admitted;
  const name = route.method.requestValidator;
  const validator = name === undefined ? undefined : deployment.api.requestValidators.get(name);
  if (validator?.validateRequestParameters) checkParameters(admitted);
  if (validator?.validateRequestBody) checkBody(admitted);
}
