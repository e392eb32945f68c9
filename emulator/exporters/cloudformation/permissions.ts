import type { Invocation } from './invocations.ts';
import { logicalNames, shortHash } from './logical-names.ts';
import type { JsonObject, TemplatePart } from './part.ts';
import { HERE, literal, PARTITION, ref, sub } from './substitute.ts';

/** What the policy of a function may have, and what a statement of it has beside the caller's path. */
const POLICY_BYTES = 20_480;
const STATEMENT_BYTES = 450;

/**
 * What lets API Gateway in to the functions: for each method and authorizer that calls one without a role, on all
 * stages. An alias that a call names is made, too, for the newest code.
 */
export function permissionParts(
  invocations: readonly Invocation[],
  functionIds: ReadonlyMap<string, string>,
): TemplatePart {
  const resources: Record<string, unknown> = {};
  const notes = invocations.flatMap(({ functionName, purpose }) =>
    functionIds.has(functionName)
      ? []
      : [`${purpose} calls the function ${functionName}, which is none of the project's: it isn't made.`],
  );
  for (const { qualifier, id, name, calls } of targetsOf(invocations, functionIds)) {
    const target = targetOf(id, qualifier);
    if (target.alias) resources[target.alias] = aliasOf(id, qualifier ?? '');
    else if (qualifier !== undefined) notes.push(`The version ${qualifier} of the function ${name} isn't made.`);
    const callers = new Map<string, string>();
    for (const { credentials, caller, purpose } of calls) {
      if (credentials === undefined && !callers.has(caller)) callers.set(caller, purpose);
    }
    const bytes = [...callers.keys()].reduce((sum, caller) => sum + STATEMENT_BYTES + caller.length, 0);
    if (bytes > POLICY_BYTES) {
      resources[`${target.id}Permission`] = permission('*', target.function);
      notes.push(`The function ${name} is called by too many methods for its policy: all methods may call it.`);
      continue;
    }
    const ids = logicalNames(callers.values());
    for (const [caller, purpose] of callers) {
      resources[`${target.id}Permission${ids.get(purpose)}`] = permission(caller, target.function);
    }
  }
  return { resources, notes };
}

interface CalledTarget {
  readonly name: string;
  readonly id: string;
  readonly qualifier?: string;
  readonly calls: readonly Invocation[];
}

function targetsOf(invocations: readonly Invocation[], functionIds: ReadonlyMap<string, string>): CalledTarget[] {
  const targets = new Map<string, CalledTarget & { calls: Invocation[] }>();
  for (const call of invocations) {
    const { functionName: name, qualifier } = call;
    const id = functionIds.get(name);
    if (id === undefined) continue;
    const key = JSON.stringify([name, qualifier]);
    const target = targets.get(key) ?? { name, id, ...(qualifier !== undefined && { qualifier }), calls: [] };
    target.calls.push(call);
    targets.set(key, target);
  }
  return [...targets.values()];
}

/** How a permission names what is called: a number is a version, another qualifier an alias of the template. */
function targetOf(id: string, qualifier: string | undefined): { id: string; function: JsonObject; alias?: string } {
  if (qualifier === undefined) return { id, function: ref(`${id}Function`) };
  const own = `${id}Qualified${shortHash(qualifier)}`;
  if (/^\d+$/.test(qualifier)) return { id: own, function: sub(`\${${id}Function.Arn}:${qualifier}`) };
  return { id: own, function: ref(`${own}Alias`), alias: `${own}Alias` };
}

function aliasOf(id: string, name: string): JsonObject {
  return {
    Type: 'AWS::Lambda::Alias',
    Properties: { FunctionName: ref(`${id}Function`), FunctionVersion: '$LATEST', Name: name },
  };
}

function permission(caller: string, functionName: JsonObject): JsonObject {
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: functionName,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: sub(`arn:${PARTITION}:execute-api:${HERE}:\${RestApi}/${literal(caller)}`),
    },
  };
}
