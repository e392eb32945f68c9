import { createHash } from 'node:crypto';
import type { Authorizer } from '../../../config/types.ts';
import { explain } from '../../../errors/explanation.ts';
import type { Outside, Route, Trace } from '../../exchange.ts';
import type { GatewayReject } from '../../gateway-responses/reject.ts';
import { methodArn } from '../method-arn.ts';
import type { Permission } from '../permission.ts';
import { cachingTrap } from './caching-trap.ts';
import { callAuthorizer } from './call.ts';
import { checkToken } from './check-token.ts';
import { buildRequestEvent, buildTokenEvent } from './event.ts';
import { identitySources, identityValue } from './identity.ts';
import { type Answered, judge } from './judge.ts';
import { unauthorized, unusable } from './refusals.ts';

/** Seconds for which an authorizer's answer is kept when its configuration doesn't say. */
const DEFAULT_TTL = 300;

/**
 * A Lambda authorizer, TOKEN or REQUEST. An answer is kept by the values of the identity sources, and its policy is
 * asked for each request anew. Throws UNAUTHORIZED (401) where the identity is missing or refused,
 * AUTHORIZER_CONFIGURATION_ERROR (500) where there is no usable answer.
 */
export function authorizeByLambda(trace: Trace, route: Route, outside: Outside): Permission | Promise<Permission> {
  const { api, stage } = trace.deployment;
  const authorizer = api.authorizers.get(route.method.authorizer ?? '');
  if (!authorizer || authorizer.type === 'COGNITO_USER_POOLS') throw noAuthorizer(route);
  const arn = methodArn(trace);
  const sources = identitySources(authorizer);
  const ttl = sources.length === 0 ? 0 : (authorizer.authorizerResultTtlInSeconds ?? DEFAULT_TTL);
  const values = sources.map((source) => identityValue(source, trace, route) ?? '');
  if (authorizer.type === 'TOKEN' || ttl > 0) {
    const missing = sources.filter((_, index) => values[index] === '').map(({ text }) => text);
    if (missing.length > 0 || sources.length === 0) throw unidentified(authorizer, missing);
  }
  const [token = ''] = values;
  if (authorizer.type === 'TOKEN') checkToken(token, authorizer);
  const key = ttl > 0 ? digest([api.id, stage.name, stage.deploymentId, authorizer.name, ...values]) : undefined;
  const { authorizerResults } = outside.state;
  const now = outside.clock.now();
  const kept = key === undefined ? undefined : authorizerResults.get(key, now, ttl * 1000);
  if (kept) return judge({ authorizer, result: kept.result, latency: 0, kept }, arn, trace);
  const { timesCleared } = authorizerResults;
  const ask = async (): Promise<Permission> => {
    const event = authorizer.type === 'TOKEN' ? buildTokenEvent(token, arn) : buildRequestEvent(trace, route, arn);
    const result = await callAuthorizer(authorizer, event, trace, outside);
    const answeredAt = outside.clock.now();
    const answered: Answered = { authorizer, result, latency: answeredAt - now };
    if (key !== undefined && timesCleared === authorizerResults.timesCleared) {
      authorizerResults.keep(key, { result, keptAt: answeredAt, methodArn: arn });
      const trap = cachingTrap(answered, arn, ttl, trace, route);
      if (trap) trace.notes.push(trap);
    }
    return judge(answered, arn, trace);
  };
  return ask();
}

function unidentified({ name, type, source }: Authorizer, missing: readonly string[]): GatewayReject {
  return unauthorized(explain('gateway-authorizer-identity-missing', { authorizer: name, type, missing }, { source }));
}

function noAuthorizer({ method }: Route): GatewayReject {
  const facts = { authorizer: method.authorizer };
  return unusable(explain('gateway-authorizer-unknown', facts, { source: method.source }));
}

/** Of fixed length, and nothing of a token in it. */
function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
