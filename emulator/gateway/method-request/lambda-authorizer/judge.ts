import type { Authorizer } from '../../../config/types.ts';
import { explain } from '../../../errors/explanation.ts';
import type { Arrival, Caller } from '../../exchange.ts';
import { GatewayReject } from '../../gateway-responses/reject.ts';
import type { Permission } from '../permission.ts';
import { requestKeys } from '../policy/condition-keys.ts';
import { evaluatePolicy, nameStatement, type PolicyAnswer } from '../policy/evaluate.ts';
import type { AuthorizerResult } from './result.ts';
import type { KeptResult } from './results.ts';

/** An authorizer's answer for this request: of a call just now, or kept from one before. */
export interface Answered {
  readonly authorizer: Authorizer;
  readonly result: AuthorizerResult;
  /** Milliseconds; 0 when the function wasn't called. */
  readonly latency: number;
  readonly kept?: KeptResult;
}

/** May this request be made by the policy that the authorizer returned? A kept policy is asked for each request anew. */
export function judge(answered: Answered, methodArn: string, arrival: Arrival): Permission {
  const { result, latency } = answered;
  const answer = evaluatePolicy(result.policy, {
    action: 'execute-api:Invoke',
    resource: methodArn,
    keys: requestKeys(arrival),
  });
  if (answer.effect === 'Deny') return { effect: 'Deny', refusal: refuse(answer, answered, methodArn, arrival) };
  const caller: Caller = {
    authorizer: { ...result.context, principalId: result.principalId, integrationLatency: latency },
    ...(result.usageIdentifierKey !== undefined && { usageIdentifierKey: result.usageIdentifierKey }),
  };
  return answer.effect === 'Allow'
    ? { effect: 'Allow', caller }
    : { effect: 'None', caller, refusal: refuse(answer, answered, methodArn, arrival) };
}

/** The text of an explicit denial is that of 2026; before, it ended in `with an explicit deny`. */
function refuse(answer: PolicyAnswer, answered: Answered, methodArn: string, arrival: Arrival): GatewayReject {
  const { authorizer, kept } = answered;
  const { statement, unsupported } = answer;
  const explanation = explain(
    'gateway-authorizer-denied',
    {
      authorizer: authorizer.name,
      methodArn,
      statement: statement && nameStatement(statement),
      unsupported: unsupported && `${unsupported.what} in ${nameStatement(unsupported.statement)}`,
      keptFor: kept?.methodArn,
      keptSeconds: kept && Math.floor((arrival.context.requestTimeEpoch - kept.keptAt) / 1000),
    },
    { source: authorizer.source },
  );
  const ending = answer.effect === 'Deny' ? ' with an explicit deny in an identity-based policy' : '';
  return new GatewayReject('ACCESS_DENIED', `User is not authorized to access this resource${ending}`, explanation);
}
