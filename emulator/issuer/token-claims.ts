import type { Clock, Ids } from '../shared/clock.ts';
import type { UserPool } from '../shared/user-pools.ts';
import type { TokenInput } from './issue-token.ts';

/** A request for a token with its defaults. */
type TokenRequest = TokenInput & Required<Pick<TokenInput, 'use' | 'clientId' | 'expiresIn'>>;

/** What Cognito gives an access token of somebody who signed in without asking for scopes. */
const DEFAULT_SCOPE = 'aws.cognito.signin.user.admin';

/** The claims of an ID or access token in the form and order of Cognito's (its guide's pages on both kinds). */
export function tokenClaims(
  request: TokenRequest,
  pool: UserPool,
  { clock, ids }: { readonly clock: Clock; readonly ids: Ids },
): Record<string, unknown> {
  const { sub, groups = [], scopes = [], use, clientId, expiresIn, claims } = request;
  const now = Math.floor(clock.now() / 1000);
  // One that has expired was issued before.
  const issued = expiresIn > 0 ? now : now + expiresIn - 3600;
  const who = { sub, ...(groups.length > 0 && { 'cognito:groups': groups }), iss: pool.issuer };
  const session = { origin_jti: ids.uuid(), event_id: ids.uuid(), token_use: use };
  const times = { auth_time: issued, exp: now + expiresIn, iat: issued, jti: ids.uuid() };
  return use === 'id'
    ? { ...who, 'cognito:username': sub, aud: clientId, ...session, ...times, ...claims }
    : {
        ...who,
        version: 2,
        client_id: clientId,
        ...session,
        scope: scopes.length === 0 ? DEFAULT_SCOPE : scopes.join(' '),
        ...times,
        username: sub,
        ...claims,
      };
}
