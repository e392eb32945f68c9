import type { Authorizer, Method, RestApi } from '../config/types.ts';
import type { Extensions } from './extensions.ts';
import { filled } from './filled.ts';

type JsonObject = Record<string, unknown>;

/** The names that GetExport gives to the API key and to IAM authorization. */
const API_KEY = 'api_key';
const SIGV4 = 'sigv4';

/** The `security` of an operation: its authorizer with its scopes or IAM, then the API key. */
export function securityOf(method: Method): Record<string, readonly string[]>[] {
  const requirements: Record<string, readonly string[]>[] = [];
  if (method.authorizer !== undefined) requirements.push({ [method.authorizer]: method.authorizationScopes ?? [] });
  if (method.authorizationType === 'AWS_IAM') requirements.push({ [SIGV4]: [] });
  if (method.apiKeyRequired) requirements.push({ [API_KEY]: [] });
  return requirements;
}

/**
 * The security schemes of an exported document: each authorizer, and the API key and IAM where a method wants them.
 * Without its extension the authorizer itself is left out, its authtype stays (seen in public exports).
 */
export function securitySchemes(api: RestApi, { authorizers }: Extensions): JsonObject {
  const methods = api.resources.flatMap((resource) => [...resource.methods.values()]);
  const schemes: [string, JsonObject][] = [...api.authorizers.values()].map((authorizer) => [
    authorizer.name,
    authorizerScheme(authorizer, authorizers),
  ]);
  if (methods.some((method) => method.authorizationType === 'AWS_IAM')) {
    schemes.push([SIGV4, { ...headerScheme('Authorization'), 'x-amazon-apigateway-authtype': 'awsSigv4' }]);
  }
  if (methods.some((method) => method.apiKeyRequired)) schemes.push([API_KEY, headerScheme('x-api-key')]);
  return Object.fromEntries(schemes);
}

/** The name of the header says the identity source; several sources, or other ones, are said by the extension. */
function authorizerScheme(authorizer: Authorizer, extended: boolean): JsonObject {
  const header = /^method\.request\.header\.([^,\s]+)$/.exec(authorizer.identitySource ?? '')?.[1];
  const named = header !== undefined && authorizer.type !== 'REQUEST';
  return {
    ...headerScheme(header ?? 'Unused'),
    ...filled({ 'x-amazon-apigateway-authtype': authorizer.authType }),
    ...(extended
      ? {
          'x-amazon-apigateway-authorizer': filled({
            identitySource: named ? undefined : authorizer.identitySource,
            identityValidationExpression: authorizer.identityValidationExpression,
            authorizerUri: authorizer.authorizerUri,
            authorizerCredentials: authorizer.authorizerCredentials,
            authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
            providerARNs: authorizer.providerARNs,
            type: authorizer.type.toLowerCase(),
          }),
        }
      : {}),
  };
}

function headerScheme(name: string): JsonObject {
  return { type: 'apiKey', name, in: 'header' };
}
