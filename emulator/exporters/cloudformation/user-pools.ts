import type { RestApi } from '../../config/types.ts';
import { ACCOUNT_ID } from '../../shared/aws-names.ts';
import { logicalNames } from './logical-names.ts';
import type { JsonObject, TemplatePart } from './part.ts';
import { ref } from './substitute.ts';

/** What stands in the template for the user pools of authorizers, by the ARN in the project. */
export interface UserPools extends TemplatePart {
  readonly pools: ReadonlyMap<string, JsonObject>;
}

/** A user pool of the account that Offstage writes is made up: the real one is a parameter. Others are left as they are. */
export function readUserPools(api: RestApi): UserPools {
  /** ARN → the authorizer that names it first, with a number where one names several. */
  const named = new Map<string, string>();
  for (const { name, providerARNs = [] } of api.authorizers.values()) {
    for (const [index, arn] of providerARNs.entries()) {
      if (!arn.includes(`:${ACCOUNT_ID}:userpool/`) || named.has(arn)) continue;
      named.set(arn, index === 0 ? name : `${name} ${index + 1}`);
    }
  }
  const ids = logicalNames(named.values());
  const pools = new Map([...named].map(([arn, name]) => [arn, `UserPoolArnOf${ids.get(name)}`]));
  const parameters = [...pools].map(([arn, id]) => [
    id,
    {
      Type: 'String',
      Description: `ARN of the Cognito user pool that is ${arn.slice(arn.indexOf('/') + 1)} in the project`,
      AllowedPattern: '^arn:aws[a-zA-Z-]*:cognito-idp:[a-z0-9-]+:[0-9]{12}:userpool/.+$',
    },
  ]);
  return {
    pools: new Map([...pools].map(([arn, id]) => [arn, ref(id)])),
    parameters: Object.fromEntries(parameters),
    notes: [...pools].map(
      ([arn, id]) => `The user pool ${arn.slice(arn.indexOf('/') + 1)} isn't made: give the ARN of one as ${id}.`,
    ),
  };
}
