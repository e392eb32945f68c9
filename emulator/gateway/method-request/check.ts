import type { Admitted, Arrival, GatewayRequest, Route } from '../exchange.ts';
import { checkApiKey } from './api-key.ts';
import { checkAuthorization } from './authorizer.ts';
import { checkBody } from './body.ts';
import { decodeContent } from './content-encoding.ts';
import { checkParameters } from './parameters.ts';

/**
 * Method request: may it come in? The checks in AWS's order; each throws the gateway response that it ends in. Most
 * requests have nothing to wait for.
 */
export function checkMethodRequest(arrival: Arrival, route: Route): Admitted | Promise<Admitted> {
  const request = decodeContent(arrival, route);
  return request instanceof Promise
    ? request.then((decoded) => checkDecoded(decoded, arrival, route))
    : checkDecoded(request, arrival, route);
}

function checkDecoded(request: GatewayRequest, arrival: Arrival, route: Route): Admitted {
  checkAuthorization(arrival, route);
  const apiKey = checkApiKey(arrival, route);
  const { deployment, input, context } = arrival;
  const admitted: Admitted = { deployment, request, input, context, route, apiKey };
  validateRequest(admitted);
  return admitted;
}

/** The request validator's part, which the console's Test runs as well: parameters first, then the body. */
export function validateRequest(admitted: Admitted): void {
  const { route, deployment } = admitted;
  const name = route.method.requestValidator;
  const validator = name === undefined ? undefined : deployment.api.requestValidators.get(name);
  if (validator?.validateRequestParameters) checkParameters(admitted);
  if (validator?.validateRequestBody) checkBody(admitted);
}
