import { explain } from '../../../errors/explanation.ts';
import { maskKey } from '../../../shared/mask-key.ts';
import type { Arrival, Caller, Outside, Route } from '../../exchange.ts';
import { GatewayReject } from '../../gateway-responses/reject.ts';
import { findClient } from '../api-key.ts';
import { type Client, limitsOf } from './limits.ts';
import { type Refused, takeFrom } from './take.ts';

/**
 * API key, usage plan and throttles: gives the caller with its key. Throws INVALID_API_KEY (403), QUOTA_EXCEEDED (429)
 * or THROTTLED (429). A request to a method without an API key isn't counted in any plan (recorded: execution log).
 */
export function checkUsage(
  arrival: Arrival,
  route: Route,
  caller: Caller | undefined,
  { state, clock }: Pick<Outside, 'state' | 'clock'>,
): Caller | undefined {
  const { deployment } = arrival;
  const { apiKeyRequired } = route.method;
  if (!apiKeyRequired && deployment.stage.methodSettings === undefined && !deployment.access.accountThrottle) {
    return caller;
  }
  const client = apiKeyRequired ? findClient(arrival, route, caller) : undefined;
  const now = clock.now();
  const refused = takeFrom(limitsOf(deployment, route, client, arrival.request.method), state.usage, now);
  if (refused) throw refuse(refused, client, now);
  if (!client) return caller;
  const { value, id } = client.key;
  return { ...caller, identity: { ...caller?.identity, apiKey: value, apiKeyId: id } };
}

function refuse({ limit, freeAt }: Refused, client: Client | undefined, now: number): GatewayReject {
  const { source } = limit;
  const key = client && maskKey(client.key.value);
  const common = { key, keyName: client?.key.name, plan: client?.plan.name };
  if (limit.kind === 'quota') {
    const { quota } = limit;
    const facts = { ...common, ...quota, freeAt: Number.isFinite(freeAt) ? new Date(freeAt).toISOString() : undefined };
    return new GatewayReject('QUOTA_EXCEEDED', 'Limit Exceeded', explain('gateway-quota-exceeded', facts, { source }));
  }
  const { kind, throttle, method } = limit;
  const milliseconds = Number.isFinite(freeAt) ? Math.max(1, Math.ceil(freeAt - now)) : undefined;
  const facts = { ...common, ...throttle, kind, method, milliseconds };
  return new GatewayReject('THROTTLED', 'Too Many Requests', explain('gateway-throttled', facts, { source }));
}
