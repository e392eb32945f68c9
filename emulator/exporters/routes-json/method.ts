import { pathVariables } from '../../config/normalize/method.ts';
import type { Method, MethodResponse } from '../../config/types.ts';
import { filled } from '../filled.ts';
import { canonical } from './canonical.ts';
import type { Sources } from './fit.ts';
import { writeIntegration } from './integration.ts';
import type { ValidatorNames } from './validators.ts';

/** A method as routes.json has it: the path's variables are declared there without being named. */
export function writeMethod(input: {
  readonly path: string;
  readonly method: Method;
  readonly validators: ValidatorNames;
  readonly sources: Sources;
}): object {
  const { path, method, validators, sources } = input;
  const { authorizationType, requestValidator, integration, methodResponses } = method;
  const written = {
    ...filled({
      operationName: method.operationName,
      // It follows from the authorizer.
      authorizationType: authorizationType === 'AWS_IAM' ? authorizationType : undefined,
      authorizer: method.authorizer,
      authorizationScopes: method.authorizationScopes,
      apiKeyRequired: method.apiKeyRequired || undefined,
      requestValidator: requestValidator && (validators.get(requestValidator) ?? requestValidator),
      requestParameters: withoutVariables(path, method),
      requestModels: method.requestModels,
    }),
    ...(integration && { integration: writeIntegration(integration, sources) }),
    ...(!isWizards(methodResponses) && { responses: writeResponses(methodResponses) }),
  };
  sources.set(written, method.source);
  return written;
}

/** The parameters of a method that routes.json names: all but the variables of its path. */
export function withoutVariables(path: string, { requestParameters }: Method): Record<string, boolean> {
  const variables = new Set(pathVariables(path).map((name) => `method.request.path.${name}`));
  return Object.fromEntries(
    Object.entries(requestParameters).filter(([name, required]) => !(required && variables.has(name))),
  );
}

/** What a method without `responses` has. */
function isWizards(responses: Method['methodResponses']): boolean {
  const response = { statusCode: '200', responseParameters: {}, responseModels: { 'application/json': 'Empty' } };
  return canonical(responses) === canonical({ '200': response });
}

function writeResponses(responses: Readonly<Record<string, MethodResponse>>): Record<string, object> {
  return Object.fromEntries(
    Object.values(responses).map(({ statusCode, responseParameters, responseModels }) => [
      statusCode,
      filled({ responseParameters, responseModels }),
    ]),
  );
}
