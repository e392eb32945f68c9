import { KeptResponses } from './cache/responses.ts';
import type { UserPoolKeys } from './method-request/cognito/keys.ts';
import { AuthorizerResults } from './method-request/lambda-authorizer/results.ts';
import { createUsageCounters, type UsageCounters } from './method-request/usage/counters.ts';

/**
 * What the gateway remembers between requests. It is the emulator's and not a configuration's: after a reload throttles,
 * quotas and keys go on as they were, while what authorizers and integrations answered is cleared. Each part is bounded,
 * and is changed without a wait between the look and the change.
 */
export interface GatewayState {
  /** What was used of throttles and quotas. */
  readonly usage: UsageCounters;
  /** What Lambda authorizers answered, as long as their TTL says. */
  readonly authorizerResults: AuthorizerResults;
  /** What integrations answered, for the stages that have a cache. */
  readonly keptResponses: KeptResponses;
  /** The keys of user pools, as far as they were fetched. */
  readonly userPoolKeys: UserPoolKeys;
}

export function createGatewayState(): GatewayState {
  return {
    usage: createUsageCounters(),
    authorizerResults: new AuthorizerResults(),
    keptResponses: new KeptResponses(),
    userPoolKeys: new Map(),
  };
}
