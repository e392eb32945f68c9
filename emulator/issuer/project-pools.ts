import type { Authorizer, Project } from '../config/types.ts';
import { readUserPools, type UserPool } from '../shared/user-pools.ts';

/** A user pool that a stage of the project trusts, by one of its Cognito authorizers. */
export interface TrustedPool {
  readonly authorizer: Authorizer;
  readonly pool: UserPool;
}

/** The pools that the project's Cognito authorizers name, in the order of APIs, authorizers, stages and ARNs. */
export function trustedPools({ apis }: Pick<Project, 'apis'>): TrustedPool[] {
  return apis.flatMap(({ authorizers, stages }) =>
    [...authorizers.values()]
      .filter(({ type }) => type === 'COGNITO_USER_POOLS')
      .flatMap((authorizer) =>
        stages.flatMap(({ variables }) =>
          readUserPools(authorizer.providerARNs, variables).map((pool) => ({ authorizer, pool })),
        ),
      ),
  );
}

const PLAIN = /^\^?([\w-]+)\$?$/;
const CLIENT_ID = 'offstage-client';

/** A client id for tokens that an authorizer takes: the one that its expression for `aud` spells out, if it does. */
export function clientIdFor({ identityValidationExpression = '' }: Authorizer): string {
  return PLAIN.exec(identityValidationExpression)?.[1] ?? CLIENT_ID;
}
