import { explain } from '../../errors/explanation.ts';
import type { Arrival, Caller, Route } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';

/**
 * The API key of a method that requires one: known, enabled, and in a usage plan of the stage. Gives the caller
 * with it. Throws INVALID_API_KEY (403), which doesn't tell the client which of these failed.
 */
export function checkApiKey(
  { deployment, input }: Arrival,
  { method }: Route,
  caller: Caller | undefined,
): Caller | undefined {
  if (!method.apiKeyRequired) return caller;
  const { access, stage, api } = deployment;
  const value = api.apiKeySource === 'HEADER' ? input.header('x-api-key') : caller?.usageIdentifierKey;
  const key = value === undefined ? undefined : access.apiKeys.find((candidate) => candidate.value === value);
  const refuse = (reason: KeyFailure) =>
    new GatewayReject(
      'INVALID_API_KEY',
      'Forbidden',
      explain('gateway-invalid-api-key', { reason, stage: stage.name }, { source: method.source }),
    );
  if (value === undefined) throw refuse('missing');
  if (!key) throw refuse('unknown');
  if (!key.enabled) throw refuse('disabled');
  const planned = access.usagePlans.some(
    (plan) => plan.keys.includes(key.id) && plan.apiStages.some((apiStage) => apiStage.stage === stage.name),
  );
  if (!planned) throw refuse('not-in-plan');
  return { ...caller, identity: { ...caller?.identity, apiKey: value, apiKeyId: key.id } };
}

export type KeyFailure = 'missing' | 'unknown' | 'disabled' | 'not-in-plan';
