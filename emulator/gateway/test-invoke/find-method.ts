import type { RestApi } from '../../config/types.ts';
import type { Route } from '../exchange.ts';
import { matchRoute } from '../route-match/match.ts';
import type { TestInvokeInput } from './test-invoke.ts';
import { testRequest } from './test-request.ts';

/**
 * The method that a request with this path would come to. TestInvokeMethod itself is told the resource, and takes any
 * path for it. Throws the GatewayReject that the request would end in, whose explanation names the nearest resource.
 */
export function findMethod({ httpMethod, pathWithQueryString }: TestInvokeInput, api: RestApi): Route {
  return matchRoute(testRequest({ httpMethod, pathWithQueryString }, '/'), api);
}
