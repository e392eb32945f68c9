import { apiArn } from './method-request/method-arn.ts';
import { judgeCondition } from './method-request/policy/conditions.ts';
import { type Policy, PolicyFault, readPolicy, type Statement } from './method-request/policy/document.ts';
import { Effort } from './method-request/policy/effort.ts';

/**
 * What is wrong with a policy document before anybody calls: what AWS refuses on saving it, and what can't be judged
 * here. `apiId`: it is this API's resource policy, whose statements name a Principal and are about its methods; without
 * it is a user's own. Statements are counted from 0.
 */
export function findPolicyFaults(
  document: unknown,
  apiId?: string,
): { readonly fault: string; readonly statement?: number }[] {
  let policy: Policy;
  try {
    policy = readPolicy(document);
  } catch (error) {
    if (!(error instanceof PolicyFault)) throw error;
    return [{ fault: error.message, statement: Number(/statement (\d+)/.exec(error.message)?.[1] ?? 1) - 1 }];
  }
  return policy.statements.flatMap((statement) =>
    faultsOf(statement, apiId).map((fault) => ({ fault, statement: statement.index })),
  );
}

function faultsOf({ index, principals, resources, conditions }: Statement, apiId: string | undefined): string[] {
  const place = `statement ${index + 1}`;
  return [
    ...(apiId === undefined ? ofUser(principals !== undefined, place) : []),
    ...(apiId !== undefined && principals === undefined ? [`${place} has neither Principal nor NotPrincipal`] : []),
    ...(apiId === undefined ? [] : ofNoPrincipals(principals?.patterns ?? [], place)),
    ...(apiId === undefined ? [] : ofOtherApis(resources.patterns, apiId, place)),
    ...conditions.flatMap((condition) => {
      const { key } = condition;
      if (OF_A_VPC.includes(key.toLowerCase())) {
        return [`${place} asks for ${key}, which only a call through a VPC endpoint has, and there is none here`];
      }
      const judged = judgeCondition(condition, EVERY_REQUEST_HAS, {
        resolve: (pattern) => pattern,
        effort: new Effort(),
      });
      return typeof judged === 'boolean' ? [] : [`${judged.unsupported} in ${place} can't be judged here`];
    }),
  ];
}

function ofUser(hasPrincipal: boolean, place: string): string[] {
  return hasPrincipal ? [`${place} has a Principal, and a user's policy is about the user`] : [];
}

/** IAM takes no wildcard in a part of a principal: a Deny with one would deny nobody here. */
function ofNoPrincipals(names: readonly string[], place: string): string[] {
  return names
    .filter((name) => !PRINCIPAL.test(name))
    .map((name) => `"${name}" of ${place} is no principal: write "*", an account's twelve digits or a whole ARN`);
}

/** The last is what IAM writes in the place of somebody who was deleted. */
const PRINCIPAL = /^(?:\*|\d{12}|arn:[^*?]+|A[A-Z0-9]{15,})$/;

/** An ARN with another API's id, or another account or region, would never fit here: its Deny would deny nothing. */
function ofOtherApis(patterns: readonly string[], apiId: string, place: string): string[] {
  const arn = `${apiArn(apiId)}/`;
  return patterns
    .filter((pattern) => {
      const literal = pattern.replace(/[*?$].*$/s, '');
      return !pattern.startsWith('execute-api:/') && !arn.startsWith(literal) && !literal.startsWith(arn);
    })
    .map(
      (pattern) =>
        `"${pattern}" of ${place} is no method of this API, whose ARN is ${arn}STAGE/METHOD/path here; execute-api:/STAGE/METHOD/path is right here and on AWS`,
    );
}

const OF_A_VPC: readonly string[] = ['aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip', 'aws:sourcevpcarn'];

/** Which keys a request has is what counts here, and not their values. */
const EVERY_REQUEST_HAS = new Map(
  ['aws:sourceip', 'aws:currenttime', 'aws:epochtime', 'aws:securetransport'].map((key) => [key, ['']]),
);
