import type { Caller } from '../../exchange.ts';
import type { KeyValues } from '../policy/variables.ts';

/** An IAM user as a policy sees one. */
export interface Principal {
  readonly accountId: string;
  /** Everything that a Principal element may call the user by: ARN, the account's root, the account. */
  readonly names: readonly string[];
  /** The condition keys of the user. */
  readonly keys: KeyValues;
}

/** Undefined for a caller that IAM doesn't know: an authorizer's, or nobody. */
export function principalOf(caller: Caller | undefined): Principal | undefined {
  const { userArn, accountId, user } = caller?.identity ?? {};
  if (userArn === undefined || accountId === undefined || user === undefined) return undefined;
  return {
    accountId,
    names: [userArn, `arn:aws:iam::${accountId}:root`, accountId],
    keys: new Map([
      ['aws:username', [userArn.replace(/^.*\//, '')]],
      ['aws:userid', [user]],
      ['aws:principalarn', [userArn]],
      ['aws:principalaccount', [accountId]],
      ['aws:principaltype', ['User']],
    ]),
  };
}
