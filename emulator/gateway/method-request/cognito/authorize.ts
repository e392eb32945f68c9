import type { Method } from '../../../config/types.ts';
import { type Explanation, explain } from '../../../errors/explanation.ts';
import type { SourceRef } from '../../../errors/source-ref.ts';
import { readUserPools, type UserPool } from '../../../shared/user-pools.ts';
import type { Arrival, Caller, Outside, Route } from '../../exchange.ts';
import { GatewayReject } from '../../gateway-responses/reject.ts';
import { checkClaims, findAudienceFault } from './check-claims.ts';
import { toClaimTexts } from './claims.ts';
import { findKey } from './keys.ts';
import { readToken, type Token } from './token.ts';

/**
 * A Cognito user pool authorizer: a token that one of its pools signed, or this machine's own issuer in the name of one
 * of them, that counts now and is of the kind that the method takes. Gives the caller with the token's claims. Throws
 * UNAUTHORIZED (401), which tells the client nothing but that a good token has expired; the developer learns which
 * check refused, without the values of claims.
 */
export function authorizeByCognito(arrival: Arrival, { method }: Route, outside: Outside): Caller | Promise<Caller> {
  const { api, stage } = arrival.deployment;
  const authorizer = api.authorizers.get(method.authorizer ?? '');
  const place = { source: authorizer?.source ?? method.source };
  const name = method.authorizer ?? '';
  // Only an API that was put together by hand: what is read from a file or a document has the authorizer.
  if (!authorizer) throw refusal(explain('token-authorizer-missing', { name }, place));
  const [, header = 'Authorization'] = /^method\.request\.header\.(.+)$/.exec(authorizer.identitySource ?? '') ?? [];
  const value = arrival.input.header(header.toLowerCase());
  if (!value) throw refusal(explain('token-missing', { header, name }, place));
  const token = readToken(value);
  if ('fault' in token) throw refusal(explain('token-unreadable', { header, ...token }, place));
  const pools = readUserPools(authorizer.providerARNs, stage.variables);
  const pool = pools.find(({ issuer }) => issuer === token.claims.iss);
  if (!pool) throw refusal(explain('token-foreign-issuer', { name, pools: pools.map(({ id }) => id) }, place));
  const audience = findAudienceFault(token.claims, authorizer);
  if (audience) {
    const { identityValidationExpression: expression = '' } = authorizer;
    throw refusal(explain('token-wrong-audience', { name, expression, reason: audience }, place));
  }
  return verify(token, pool, { method, outside, place });
}

interface Check {
  readonly method: Method;
  readonly outside: Outside;
  /** Where the authorizer is configured. */
  readonly place: { readonly source: SourceRef };
}

async function verify({ kid, text, claims }: Token, pool: UserPool, check: Check): Promise<Caller> {
  const { method, outside, place } = check;
  const found = await findKey(kid, pool, outside);
  if (found.kind !== 'key') throw refusal(explain('token-unknown-key', { pool: pool.id, ...found }, place));
  const { compactVerify } = await import('jose');
  try {
    await compactVerify(text, found.key, { algorithms: ['RS256'] });
  } catch {
    throw refusal(explain('token-wrong-signature', { pool: pool.id }, place));
  }
  const fault = checkClaims(claims, method, outside.clock.now());
  if (fault?.fault === 'expired') {
    throw refusal(explain('token-expired', fault, place), 'The incoming token has expired');
  }
  if (fault) throw refusal(explain('token-wrong-claims', fault, { source: method.source }));
  return { authorizer: { claims: toClaimTexts(claims) } };
}

function refusal(explanation: Explanation, message = 'Unauthorized'): GatewayReject {
  return new GatewayReject('UNAUTHORIZED', message, explanation);
}
