import { explain } from '../../errors/explanation.ts';
import { allValues } from '../client-input.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';

/**
 * Required parameters have to be there and not blank; nothing else about them is checked. All that are missing are
 * told at once, without their place: headers, then path, then query (recorded: test_api_gateway_request_validator).
 * Throws BAD_REQUEST_PARAMETERS.
 */
export function checkParameters({ input, route }: Admitted): void {
  const required = Object.entries(route.method.requestParameters)
    .filter(([, isRequired]) => isRequired)
    .map(([name]) => /^method\.request\.(header|path|querystring)\.(.+)$/.exec(name))
    .filter((match) => match !== null)
    .map(([, place = '', name = '']) => ({ place, name }));
  if (required.length === 0) return;
  const headers = allValues(input.headers);
  const query = allValues(input.query);
  const missing = required.filter(({ place, name }) => {
    const value =
      place === 'path' ? route.pathParameters?.[name] : (place === 'header' ? headers : query)[name]?.at(-1);
    return value === undefined || value.trim() === '';
  });
  if (missing.length === 0) return;
  missing.sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : a.name < b.name ? -1 : 1));
  throw new GatewayReject(
    'BAD_REQUEST_PARAMETERS',
    `Missing required request parameters: [${missing.map(({ name }) => name).join(', ')}]`,
    explain('gateway-missing-parameters', { missing }, { source: route.method.source }),
  );
}
