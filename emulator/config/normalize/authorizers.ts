import { functionArn, lambdaIntegrationUri } from '../../shared/aws-names.ts';
import type { Authorizer, Method } from '../types.ts';
import type { WrittenAuthorizer, WrittenMethod, WrittenProject } from '../written.ts';
import { keySourceOf, type Reading } from './reading.ts';

/** The authorizers with CreateAuthorizer's defaults; `function` becomes the uri of the function's invocation. */
export function readAuthorizers({ authorizers = {} }: WrittenProject, reading: Reading): Map<string, Authorizer> {
  const entries = Object.entries(authorizers).flatMap(([name, written]): [string, Authorizer][] => {
    // Its absence was reported.
    if (written.type === undefined) return [];
    const { type, function: functionName, description: _, ...others } = written;
    const authorizer = {
      authType: type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom',
      ...others,
      ...(functionName !== undefined && { authorizerUri: lambdaIntegrationUri(functionArn(functionName)) }),
      name,
      type,
      source: keySourceOf(reading, authorizers, name),
    };
    return [[name, reading.locator.remember(authorizer, written)]];
  });
  return new Map(entries);
}

/** How a method is guarded: its authorization type follows from its authorizer where it isn't written. */
export function readAuthorization(
  { authorizationType, authorizer, authorizationScopes }: WrittenMethod,
  authorizers: Readonly<Record<string, WrittenAuthorizer>> = {},
): Pick<Method, 'authorizationType' | 'authorizer' | 'authorizationScopes'> {
  const type =
    authorizer === undefined || !Object.hasOwn(authorizers, authorizer) ? undefined : authorizers[authorizer]?.type;
  const followed = type === 'COGNITO_USER_POOLS' ? type : 'CUSTOM';
  return {
    authorizationType: authorizationType ?? (authorizer === undefined ? 'NONE' : followed),
    ...(authorizer !== undefined && { authorizer }),
    ...(authorizationScopes !== undefined && { authorizationScopes }),
  };
}
