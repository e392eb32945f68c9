import type { RestApi, Stage } from '../../config/types.ts';
import { parseIntegrationUri, readFunctionReference } from '../../shared/aws-names.ts';
import { fillStageVariables } from '../../shared/stage-variables.ts';

/** A function that API Gateway calls, for a method or as an authorizer. */
export interface Invocation {
  readonly functionName: string;
  /** A version or an alias. */
  readonly qualifier?: string;
  /** Behind `API_ID/` in the ARN of the caller: `*` + `/GET/pets/*`, or `authorizers/*`. */
  readonly caller: string;
  /** `GET /pets/{id}`, or the authorizer: what it is called for, as people say it. */
  readonly purpose: string;
  /** The role that API Gateway takes on for the call. Undefined: the function's own policy has to let it in. */
  readonly credentials?: string;
}

/** Every call of a function by an API. A stage variable in a function's name gives one for each of the stages. */
export function invocationsOf(api: RestApi, stages: readonly Stage[]): Invocation[] {
  const ofMethods = api.resources.flatMap(({ path, methods }) =>
    [...methods.values()].flatMap(({ httpMethod, integration }) => {
      const verb = httpMethod === 'ANY' ? '*' : httpMethod;
      const call = {
        caller: `*/${verb}${path.replace(/\{[^}]*\}/g, '*')}`,
        purpose: `${httpMethod} ${path}`,
        credentials: integration?.credentials,
      };
      return targetsOf(integration?.uri, stages).map((target) => ({ ...target, ...call }));
    }),
  );
  const ofAuthorizers = [...api.authorizers.values()].flatMap(({ name, authorizerUri, authorizerCredentials }) => {
    const call = { caller: 'authorizers/*', purpose: `authorizer ${name}`, credentials: authorizerCredentials };
    return targetsOf(authorizerUri, stages).map((target) => ({ ...target, ...call }));
  });
  return [...ofMethods, ...ofAuthorizers];
}

type Target = Pick<Invocation, 'functionName' | 'qualifier'>;

function targetsOf(uri: string | undefined, stages: readonly Stage[]): Target[] {
  const { functionArn } = parseIntegrationUri(uri ?? '') ?? {};
  if (functionArn === undefined) return [];
  const references = functionArn.includes('${')
    ? stages.map(({ variables }) => fillStageVariables(functionArn, variables))
    : [functionArn];
  return [...new Set(references)].flatMap((reference) => {
    const { functionName, qualifier } = readFunctionReference(reference);
    if (functionName === undefined) return [];
    return [{ functionName, ...(qualifier !== undefined && qualifier !== '$LATEST' && { qualifier }) }];
  });
}
