import type { Admitted, Arrival, Route } from '../exchange.ts';
import { checkApiKey } from './api-key.ts';
import { checkAuthorization } from './authorizer.ts';
import { checkBody } from './body.ts';
import { decodeContent } from './content-encoding.ts';
import { checkParameters } from './parameters.ts';

/** Method request: may it come in? The checks in AWS's order; each throws the gateway response that it ends in. */
export async function checkMethodRequest(arrival: Arrival, route: Route): Promise<Admitted> {
  const request = await decodeContent(arrival, route);
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
