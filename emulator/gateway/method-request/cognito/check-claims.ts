import type { Authorizer, Method } from '../../../config/types.ts';
import { expressionOf } from '../authorizer-expression.ts';
import type { Claims } from './token.ts';

/** What is wrong with a token whose signature is good. */
export type ClaimFault =
  | { readonly fault: 'expired'; readonly seconds: number }
  /** It counts only from a time on that lies this far ahead. */
  | { readonly fault: 'future'; readonly claim: 'iat' | 'nbf'; readonly seconds: number }
  | { readonly fault: 'time'; readonly claim: 'exp' | 'iat' | 'nbf' }
  | { readonly fault: 'use'; readonly wanted: 'id' | 'access'; readonly found: string }
  | { readonly fault: 'scope'; readonly wanted: readonly string[]; readonly found: number };

/**
 * The claims of a token against the clock and the method. A method without scopes takes an ID token, one with scopes an
 * access token that has one of them (Developer Guide, apigateway-enable-cognito-user-pool; with the other kind AWS
 * answers 401, says its page on 401 errors of such authorizers). Gives the first fault.
 */
export function checkClaims(claims: Claims, method: Method, now: number): ClaimFault | undefined {
  return findTimeFault(claims, now / 1000) ?? findUseFault(claims, method.authorizationScopes ?? []);
}

function findTimeFault(claims: Claims, now: number): ClaimFault | undefined {
  const { exp, iat } = claims;
  if (!isTime(exp)) return { fault: 'time', claim: 'exp' };
  if (!isTime(iat)) return { fault: 'time', claim: 'iat' };
  for (const claim of ['iat', 'nbf'] as const) {
    const from = claims[claim] ?? iat;
    if (!isTime(from)) return { fault: 'time', claim };
    if (from > now) return { fault: 'future', claim, seconds: from - now };
  }
  return exp <= now ? { fault: 'expired', seconds: now - exp } : undefined;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function findUseFault(claims: Claims, wanted: readonly string[]): ClaimFault | undefined {
  const use = wanted.length === 0 ? 'id' : 'access';
  const { token_use: found, scope } = claims;
  if (found !== use)
    return { fault: 'use', wanted: use, found: found === 'id' || found === 'access' ? found : 'other' };
  if (use === 'id') return undefined;
  const scopes = typeof scope === 'string' ? scope.split(' ').filter((one) => one !== '') : [];
  return wanted.some((one) => scopes.includes(one)) ? undefined : { fault: 'scope', wanted, found: scopes.length };
}

/**
 * `identityValidationExpression` of a Cognito authorizer: `aud`, whole, has to match it. An access token has no `aud`
 * and is refused (Developer Guide). Gives why it doesn't match.
 */
export function findAudienceFault(
  { aud }: Claims,
  authorizer: Authorizer,
): 'absent' | 'other' | 'unusable' | undefined {
  const { identityValidationExpression: expression } = authorizer;
  if (expression === undefined || expression === '') return undefined;
  if (typeof aud !== 'string') return 'absent';
  try {
    return expressionOf(authorizer, expression).matches(aud) ? undefined : 'other';
  } catch {
    return 'unusable';
  }
}
