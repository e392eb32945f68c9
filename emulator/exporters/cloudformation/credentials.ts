import type { RestApi } from '../../config/types.ts';
import { ACCOUNT_ID } from '../../shared/aws-names.ts';
import type { Invocation } from './invocations.ts';
import { logicalNames } from './logical-names.ts';
import type { JsonObject, TemplatePart } from './part.ts';
import { getAtt, ref, sub } from './substitute.ts';

/** What stands in the template for the roles that API Gateway takes on, by the ARN in the project. */
export interface Credentials extends TemplatePart {
  readonly roles: ReadonlyMap<string, JsonObject>;
}

const OWN_ROLE = new RegExp(`^arn:aws[\\w-]*:iam::${ACCOUNT_ID}:role/([^$*]+)$`);

/**
 * The roles of integrations and authorizers in the account that Offstage writes, which no account has. One that calls
 * nothing but functions of the project is made, with the right to call these; what another one may do can't be known,
 * so that it is a parameter. A role of a real account is left as it is.
 */
export function readCredentials(
  api: RestApi,
  invocations: readonly Invocation[],
  functionIds: ReadonlyMap<string, string>,
): Credentials {
  const users = usersOf(api).filter(([arn]) => OWN_ROLE.test(arn));
  const names = logicalNames(new Set(users.map(([arn]) => roleName(arn))));
  const roles = new Map<string, JsonObject>();
  const [parameters, resources]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  const notes: string[] = [];
  for (const arn of new Set(users.map(([one]) => one))) {
    const id = names.get(roleName(arn)) ?? '';
    const purposes = users.filter(([one]) => one === arn).map(([, purpose]) => purpose);
    const calls = invocations.filter(({ credentials }) => credentials === arn);
    const isKnown = purposes.every((purpose) =>
      calls.some((call) => call.purpose === purpose && functionIds.has(call.functionName)),
    );
    if (isKnown) {
      resources[`InvokeRoleOf${id}`] = invokeRole(calls, functionIds);
      roles.set(arn, getAtt(`InvokeRoleOf${id}`, 'Arn'));
      continue;
    }
    const parameter = `RoleArnOf${id}`;
    parameters[parameter] = {
      Type: 'String',
      Description: `ARN of the role that API Gateway takes on for ${shortened(purposes)}`,
      AllowedPattern: '^arn:aws[a-zA-Z-]*:iam::[0-9]{12}:role/.+$',
    };
    roles.set(arn, ref(parameter));
    notes.push(`What the role ${roleName(arn)} may do isn't known: make it, and give its ARN as ${parameter}.`);
  }
  return { roles, parameters, resources, notes };
}

/** Each role with what it is taken on for. */
function usersOf(api: RestApi): [arn: string, purpose: string][] {
  const ofMethods = api.resources.flatMap(({ path, methods }) =>
    [...methods.values()].flatMap(({ httpMethod, integration }): [string, string][] =>
      integration?.credentials === undefined ? [] : [[integration.credentials, `${httpMethod} ${path}`]],
    ),
  );
  const ofAuthorizers = [...api.authorizers.values()].flatMap(({ name, authorizerCredentials }): [string, string][] =>
    authorizerCredentials === undefined ? [] : [[authorizerCredentials, `authorizer ${name}`]],
  );
  return [...ofMethods, ...ofAuthorizers];
}

function roleName(arn: string): string {
  return OWN_ROLE.exec(arn)?.[1] ?? arn;
}

/** A few of many. */
function shortened(purposes: readonly string[]): string {
  const shown = purposes.slice(0, 3).join(', ');
  return purposes.length > 3 ? `${shown} and ${purposes.length - 3} more` : shown;
}

function invokeRole(calls: readonly Invocation[], functionIds: ReadonlyMap<string, string>): JsonObject {
  const arns = calls.map(({ functionName, qualifier }) => {
    const id = `${functionIds.get(functionName)}Function`;
    return JSON.stringify(qualifier === undefined ? getAtt(id, 'Arn') : sub(`\${${id}.Arn}:${qualifier}`));
  });
  const statement = {
    Effect: 'Allow',
    Action: 'lambda:InvokeFunction',
    Resource: [...new Set(arns)].map((arn) => JSON.parse(arn)),
  };
  return roleFor('apigateway.amazonaws.com', 'invoke', [statement]);
}

/** A role that one of AWS's services takes on, with what it may do. */
export function roleFor(service: string, policyName: string, statements: readonly JsonObject[]): JsonObject {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      },
      Policies: [{ PolicyName: policyName, PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  };
}
