import type { ApiKey } from '../../config/access.ts';
import type { Facts } from '../../errors/codes.ts';
import { explain } from '../../errors/explanation.ts';
import type { SourceRef } from '../../errors/source-ref.ts';
import { joinedHeader } from '../../shared/header-list.ts';
import { maskKey } from '../../shared/mask-key.ts';
import type { Arrival, Caller, Route } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { keyWithValue, planOf } from './usage/access-index.ts';
import type { Client } from './usage/limits.ts';

/**
 * The API key of a method that requires one: known, enabled, and in a usage plan of the stage. It comes in the header
 * x-api-key, or from a Lambda authorizer when the API's key source is AUTHORIZER, and never from the other. Two lines
 * of the header are one list, as HTTP has it, and no key's value. Throws INVALID_API_KEY (403), which doesn't tell the
 * client which of these failed.
 */
export function findClient(
  { deployment, request, input }: Arrival,
  { method }: Route,
  caller: Caller | undefined,
): Client {
  const { access, stage, api } = deployment;
  const fromHeader = api.apiKeySource === 'HEADER';
  const value = fromHeader ? joinedHeader(request.headers, 'x-api-key') : caller?.usageIdentifierKey;
  const refuse = (reason: KeyFailure, source: SourceRef, key?: ApiKey) => {
    const facts = { reason, stage: stage.name, keySource: api.apiKeySource, keyName: key?.name };
    const shown = value === undefined ? undefined : maskKey(value);
    return new GatewayReject(
      'INVALID_API_KEY',
      'Forbidden',
      explain('gateway-invalid-api-key', { ...facts, key: shown }, { source }),
    );
  };
  if (value === undefined || value === '') throw refuse('missing', method.source);
  const key = keyWithValue(access, value);
  if (!key) throw refuse(value === input.header('x-api-key') || !fromHeader ? 'unknown' : 'several', method.source);
  if (!key.enabled) throw refuse('disabled', key.source, key);
  const plan = planOf(access, key, stage.name);
  if (!plan) throw refuse('not-in-plan', key.source, key);
  return { key, plan };
}

type KeyFailure = Facts<'gateway-invalid-api-key'>['reason'];
