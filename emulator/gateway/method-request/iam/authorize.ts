import type { IamUser } from '../../../config/types.ts';
import { explain } from '../../../errors/explanation.ts';
import { stableId } from '../../../shared/aws-names.ts';
import type { Arrival, Caller, Outside, Route } from '../../exchange.ts';
import type { GatewayReject } from '../../gateway-responses/reject.ts';
import { accessDenied } from '../access-denied.ts';
import { methodArn } from '../method-arn.ts';
import type { Permission } from '../permission.ts';
import { requestKeys } from '../policy/condition-keys.ts';
import { evaluatePolicy, nameStatement, type PolicyAnswer } from '../policy/evaluate.ts';
import { policyOf } from '../policy-of.ts';
import { authenticate } from './authenticate.ts';
import { principalOf } from './principal.ts';

/**
 * IAM authorization: who signed the request, and what the user's own policy says of it. Throws what AWS answers to a
 * signature that isn't good.
 */
export function authorizeByIam(arrival: Arrival, route: Route, outside: Outside): Permission {
  const user = authenticate(arrival, route, outside);
  const caller = callerOf(user);
  const answer = judge(user, caller, arrival);
  if (answer.effect === 'Allow') return { effect: 'Allow', caller };
  const refusal = notAuthorized(user, caller, answer, arrival);
  return answer.effect === 'Deny' ? { effect: 'Deny', refusal } : { effect: 'None', caller, refusal };
}

/** What `$context.identity` and an event show of a user: of a user's id AWS makes both `caller` and `user`. */
function callerOf({ name, accountId, accessKeyId }: IamUser): Caller {
  const id = `AIDA${stableId(`user ${accountId} ${name}`, 17).toUpperCase()}`;
  const userArn = `arn:aws:iam::${accountId}:user/${name}`;
  return { identity: { accountId, caller: id, accessKey: accessKeyId, userArn, user: id } };
}

/** What the policy of the user who signed a request says of another action on the same method. */
export function mayByIam(arrival: Arrival, caller: Caller, action: string): PolicyAnswer {
  const user = arrival.deployment.iamUsers?.find(({ accessKeyId }) => accessKeyId === caller.identity?.accessKey);
  return user ? judge(user, caller, arrival, action) : { effect: undefined };
}

function judge(
  { policy, source }: IamUser,
  caller: Caller,
  arrival: Arrival,
  action = 'execute-api:Invoke',
): PolicyAnswer {
  if (policy === undefined) return { effect: undefined };
  const keys = new Map([...requestKeys(arrival), ...(principalOf(caller)?.keys ?? [])]);
  const question = { action, resource: methodArn(arrival), keys };
  return evaluatePolicy(policyOf(policy, source), question);
}

function notAuthorized(user: IamUser, caller: Caller, answer: PolicyAnswer, arrival: Arrival): GatewayReject {
  const { effect, statement, unsupported } = answer;
  const arn = methodArn(arrival);
  const explanation = explain(
    'iam-not-allowed',
    {
      name: user.name,
      arn,
      hasPolicy: user.policy !== undefined,
      statement: statement && nameStatement(statement),
      unsupported: unsupported && `${nameStatement(unsupported.statement)} asks for ${unsupported.what}`,
    },
    { source: user.source },
  );
  return accessDenied(caller, arn, effect === 'Deny', explanation);
}
