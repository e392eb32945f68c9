import { explain } from '../../errors/explanation.ts';
import type { SourceRef } from '../../errors/source-ref.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { apiArn } from './method-arn.ts';
import { type Policy, PolicyFault, readPolicy, type Selection } from './policy/document.ts';

const known = new WeakMap<object, Policy>();

/**
 * A policy document of the configuration, read once. With an API's id, `execute-api:/stage/METHOD/path` is that API's
 * ARN, which AWS writes in its place. Throws API_CONFIGURATION_ERROR for what is no policy: files are checked before.
 */
export function policyOf(document: unknown, source: SourceRef, apiId?: string): Policy {
  const found = typeof document === 'object' && document !== null ? known.get(document) : undefined;
  if (found) return found;
  try {
    const read = readPolicy(document);
    const policy = apiId === undefined ? read : expand(read, apiId);
    known.set(document as object, policy);
    return policy;
  } catch (error) {
    if (!(error instanceof PolicyFault)) throw error;
    const explanation = explain('policy-unreadable', { fault: error.message }, { source });
    throw new GatewayReject('API_CONFIGURATION_ERROR', 'Internal server error', explanation);
  }
}

function expand(policy: Policy, apiId: string): Policy {
  const whole = ({ negated, patterns }: Selection): Selection => ({
    negated,
    patterns: patterns.map((pattern) => pattern.replace(/^execute-api:\//, `${apiArn(apiId)}/`)),
  });
  const statements = policy.statements.map((statement) => ({ ...statement, resources: whole(statement.resources) }));
  return { ...policy, statements };
}
