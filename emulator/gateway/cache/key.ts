import { createHash } from 'node:crypto';
import type { Integration } from '../../config/types.ts';
import { allValues } from '../client-input.ts';
import type { Admitted } from '../exchange.ts';
import { mapRequestParameters, type RequestParameters } from '../integration-request/parameters.ts';
import { buildTemplateContext } from '../template-context.ts';

/**
 * What a kept answer is found by: API, stage and deployment (a canary's answers are apart), the request's method, the
 * cache namespace, and the values of the cache key parameters; nothing else of the request. A digest, so that no token
 * stays in memory. Throws what mapping a body that is no JSON is refused with.
 */
export function cacheKey(integration: Integration, admitted: Admitted): string {
  const { deployment, request, route } = admitted;
  const { api, stage } = deployment;
  const namespace = integration.cacheNamespace ?? route.resource.id;
  const parts = [api.id, stage.name, stage.deploymentId, request.method, namespace];
  const values = keyValues(integration, admitted);
  return createHash('sha256')
    .update(JSON.stringify([parts, values]))
    .digest('base64');
}

function keyValues(integration: Integration, admitted: Admitted): unknown[] {
  const { cacheKeyParameters } = integration;
  let mapped: RequestParameters | undefined;
  return cacheKeyParameters.map((parameter) => {
    const [, side, place = '', name = ''] = /^(method|integration)\.request\.(\w+)\.(.+)$/.exec(parameter) ?? [];
    if (side === 'method') return [parameter, methodValue(place, name, admitted) ?? null];
    mapped ??= mapRequestParameters(integration, admitted, buildTemplateContext(admitted));
    return [parameter, mapped[place as keyof RequestParameters]?.get(name) ?? null];
  });
}

/** All values of a name: `?tag=a&tag=b` is another request than `?tag=b`. */
function methodValue(place: string, name: string, { input, route }: Admitted): string | readonly string[] | undefined {
  if (place === 'path') return route.pathParameters?.[name];
  return allValues(place.endsWith('header') ? input.headers : input.query)[name];
}
