import type { ResourcePolicy } from '../../../config/types.ts';
import { explain } from '../../../errors/explanation.ts';
import { ACCOUNT_ID } from '../../../shared/aws-names.ts';
import type { Arrival, Caller } from '../../exchange.ts';
import type { GatewayReject } from '../../gateway-responses/reject.ts';
import { accessDenied } from '../access-denied.ts';
import { principalOf } from '../iam/principal.ts';
import { methodArn } from '../method-arn.ts';
import type { Permission } from '../permission.ts';
import { requestKeys } from '../policy/condition-keys.ts';
import { evaluatePolicy, nameStatement, type PolicyAnswer } from '../policy/evaluate.ts';
import { policyOf } from '../policy-of.ts';

/** Before a Lambda authorizer is called: an explicit Deny of the resource policy is final. Throws ACCESS_DENIED. */
export function refuseDenied(arrival: Arrival): void {
  const answer = askPolicy(arrival, undefined);
  if (answer?.effect === 'Deny') throw refusal(answer, arrival, undefined);
}

/** Where nobody else permits anything (no authorizer, or a token) the resource policy has to. Throws ACCESS_DENIED. */
export function requireAllow(arrival: Arrival, caller: Caller | undefined): void {
  const answer = askPolicy(arrival, caller);
  if (answer && answer.effect !== 'Allow') throw refusal(answer, arrival, caller);
}

/**
 * The caller's policy and the resource policy together. An explicit Deny in either is final. In one account an Allow in
 * either is enough (table A of the Developer Guide's page); a caller of another account needs one in both (table B).
 * Throws ACCESS_DENIED, in the words of the policy that decided.
 */
export function combine(permission: Permission, arrival: Arrival): Caller {
  if (permission.effect === 'Deny') throw permission.refusal;
  const { caller } = permission;
  const answer = askPolicy(arrival, caller);
  if (answer?.effect === 'Deny') throw refusal(answer, arrival, caller);
  const isAllowedHere = answer?.effect === 'Allow';
  if (permission.effect === 'None' && (isForeign(caller) || !isAllowedHere)) throw permission.refusal;
  if (isForeign(caller) && !isAllowedHere) throw refusal(answer ?? { effect: undefined }, arrival, caller);
  return caller;
}

/** The same two policies about another action than the call, as yes or no. */
export function permits(own: PolicyAnswer, action: string, arrival: Arrival, caller: Caller): boolean {
  const ofApi = askPolicy(arrival, caller, action);
  if (own.effect === 'Deny' || ofApi?.effect === 'Deny') return false;
  const [isAllowed, isAllowedHere] = [own.effect === 'Allow', ofApi?.effect === 'Allow'];
  return isForeign(caller) ? isAllowed && isAllowedHere : isAllowed || isAllowedHere;
}

function isForeign(caller: Caller): boolean {
  return (principalOf(caller)?.accountId ?? ACCOUNT_ID) !== ACCOUNT_ID;
}

/** What the API's resource policy says of a request; undefined when it has none. */
function askPolicy(
  arrival: Arrival,
  caller: Caller | undefined,
  action = 'execute-api:Invoke',
): PolicyAnswer | undefined {
  const { api } = arrival.deployment;
  if (api.policy === undefined) return undefined;
  const principal = principalOf(caller);
  return evaluatePolicy(policyOf(api.policy.document, api.policy.source, api.id), {
    action,
    resource: methodArn(arrival),
    principals: principal?.names ?? [],
    keys: new Map([...requestKeys(arrival), ...(principal?.keys ?? [])]),
  });
}

function refusal(
  { effect, statement, unsupported }: PolicyAnswer,
  arrival: Arrival,
  caller: Caller | undefined,
): GatewayReject {
  const { policy } = arrival.deployment.api;
  const arn = methodArn(arrival);
  const { sourceIp } = arrival.request;
  const explanation = explain(
    'resource-policy-refuses',
    {
      arn,
      who: caller?.identity?.userArn,
      sourceIp,
      asksForAddress: policy !== undefined && asksForAddress(policy, arrival.deployment.api.id),
      hasPolicy: policy !== undefined,
      statement: statement && nameStatement(statement),
      unsupported: unsupported && `${nameStatement(unsupported.statement)} asks for ${unsupported.what}`,
    },
    { source: policy?.source ?? arrival.deployment.api.source },
  );
  return accessDenied(caller, arn, effect === 'Deny', explanation);
}

function asksForAddress({ document, source }: ResourcePolicy, apiId: string): boolean {
  return policyOf(document, source, apiId).statements.some(({ conditions }) =>
    conditions.some(({ key }) => key.toLowerCase() === 'aws:sourceip'),
  );
}
