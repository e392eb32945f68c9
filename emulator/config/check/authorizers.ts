import type { AuthorizationProblem, AuthorizerProblem } from '../../errors/codes/config-authorizers.ts';
import { suggest } from '../../errors/suggest.ts';
import { compileJavaPattern, JavaPatternError } from '../../mapping/java-regex.ts';
import { parseIntegrationUri } from '../../shared/aws-names.ts';
import { readUserPools } from '../../shared/user-pools.ts';
import type { Authorizer, Method, RestApi } from '../types.ts';
import { checkFunctionReference } from './function-reference.ts';
import type { ProjectCheck } from './project-check.ts';

/** What CreateAuthorizer refuses, and an authorizer that could only refuse. */
export function checkAuthorizer(authorizer: Authorizer, check: ProjectCheck): void {
  const { name, type, source } = authorizer;
  const tell = (problem: AuthorizerProblem, value: string, field: string): void => {
    const at = check.locator.value(authorizer, field) ?? source;
    check.report.error('config-authorizer', { name, type, problem, value }, at);
  };
  if (type === 'COGNITO_USER_POOLS') checkProviders(authorizer, tell);
  else checkLambda(authorizer, check, tell);
  checkIdentitySources(authorizer, tell);
  checkExpression(authorizer, tell);
}

/** The function of a Lambda authorizer has to be there, whoever described the API. */
export function checkAuthorizerFunction(authorizer: Authorizer, api: RestApi, check: ProjectCheck): void {
  const { authorizerUri, type, source } = authorizer;
  const { functionName } = parseIntegrationUri(authorizerUri ?? '') ?? {};
  if (type === 'COGNITO_USER_POOLS' || functionName === undefined) return;
  const { locator } = check;
  const at = locator.value(authorizer, 'function') ?? locator.value(authorizer, 'authorizerUri') ?? source;
  checkFunctionReference(functionName, api, { ...check, at });
}

const LONGEST_TTL = 3600;

/** An OpenAPI document may have a time that CreateAuthorizer doesn't take; in routes.json the schema refuses it. */
export function checkAuthorizerTtl(
  { name, type, authorizerResultTtlInSeconds: ttl, source }: Authorizer,
  { report }: ProjectCheck,
): void {
  if (ttl === undefined || (Number.isInteger(ttl) && ttl >= 0 && ttl <= LONGEST_TTL)) return;
  report.error('config-authorizer', { name, type, problem: 'bad-ttl', value: String(ttl) }, source);
}

type Tell = (problem: AuthorizerProblem, value: string, field: string) => void;

function checkLambda(authorizer: Authorizer, { locator }: ProjectCheck, tell: Tell): void {
  const { authorizerUri, providerARNs } = authorizer;
  const wroteFunction = locator.value(authorizer, 'function') !== undefined;
  if (wroteFunction && locator.value(authorizer, 'authorizerUri') !== undefined)
    tell('function-and-uri', '', 'function');
  if (authorizerUri === undefined) tell('no-function', '', 'type');
  else if (!wroteFunction && parseIntegrationUri(authorizerUri)?.functionName === undefined) {
    tell('bad-uri', authorizerUri, 'authorizerUri');
  }
  if (providerARNs !== undefined) tell('providers-of-lambda', '', 'providerARNs');
}

function checkProviders({ authorizerUri, providerARNs = [] }: Authorizer, tell: Tell): void {
  if (authorizerUri !== undefined) tell('function-of-cognito', '', 'function');
  if (providerARNs.length === 0) tell('no-providers', '', 'type');
  const wrong = providerARNs.find((arn) => !arn.includes('${') && readUserPools([arn], {}).length === 0);
  if (wrong !== undefined) tell('bad-provider', wrong, 'providerARNs');
}

/** A token has one header; a request may be known by several things, and has to be while its answer is kept. */
function checkIdentitySources(authorizer: Authorizer, tell: Tell): void {
  const { type, identitySource = '', authorizerResultTtlInSeconds } = authorizer;
  const sources = identitySource.split(',').map((text) => text.trim());
  if (type === 'REQUEST' && authorizerResultTtlInSeconds === 0 && identitySource.trim() === '') return;
  if (identitySource.trim() === '') {
    tell('no-identity-source', '', 'type');
    return;
  }
  const allowed = type === 'REQUEST' ? REQUEST_SOURCE : HEADER_SOURCE;
  const wrong = sources.find((source) => !allowed.test(source));
  if (type !== 'REQUEST' && (wrong !== undefined || sources.length > 1)) {
    tell('one-header', identitySource, 'identitySource');
  } else if (wrong !== undefined) {
    tell('bad-identity-source', wrong, 'identitySource');
  }
}

const HEADER_SOURCE = /^method\.request\.header\.[^\s,.]+$/;
const REQUEST_SOURCE = /^(?:method\.request\.(?:header|querystring)|context|stageVariables)\.[^\s,]+$/;

function checkExpression({ type, identityValidationExpression: expression }: Authorizer, tell: Tell): void {
  if (expression === undefined) return;
  if (type === 'REQUEST') tell('expression-of-request', expression, 'identityValidationExpression');
  try {
    compileJavaPattern(expression);
  } catch (error) {
    if (!(error instanceof JavaPatternError)) throw error;
    tell('bad-expression', `${expression}: ${error.message}`, 'identityValidationExpression');
  }
}

/** Does a method's authorizer exist, and do its authorization type and its scopes fit it? */
export function checkAuthorization(method: Method, { authorizers }: RestApi, check: ProjectCheck): void {
  const { authorizationType: type, authorizer: name, authorizationScopes, source } = method;
  const { locator, report, wrote } = check;
  const at = locator.value(method, 'authorizer') ?? locator.value(method, 'authorizationType') ?? source;
  const tell = (problem: AuthorizationProblem): void =>
    report.error('config-authorization', { problem, type, authorizer: name ?? '' }, at);
  const isGuarded = type === 'CUSTOM' || type === 'COGNITO_USER_POOLS';
  if (isGuarded && name === undefined) tell('no-authorizer');
  if (!isGuarded && name !== undefined) tell('needless-authorizer');
  if (isGuarded && name !== undefined) {
    const authorizer = authorizers.get(name);
    if (authorizer) {
      if ((authorizer.type === 'COGNITO_USER_POOLS') !== (type === 'COGNITO_USER_POOLS')) tell('other-type');
    } else if (!wrote('authorizers', name)) {
      const known = [...authorizers.keys()];
      const nearest = suggest(name, known);
      report.error('config-unknown-authorizer', { name, known, ...(nearest !== undefined && { nearest }) }, at);
    }
  }
  // PutMethod takes them, and nothing reads them.
  if (authorizationScopes !== undefined && type !== 'COGNITO_USER_POOLS') {
    const facts = { problem: 'scopes' as const, type, authorizer: name ?? '' };
    report.warning('config-authorization', facts, locator.value(method, 'authorizationScopes') ?? source);
  }
}

/** Warns, once for each API, of IAM authorization where nobody has credentials to sign with. */
export function warnOfUnknownSigners(api: RestApi, { iamUsers, locator, report }: ProjectCheck): void {
  if (iamUsers.length > 0) return;
  for (const { path, methods } of api.resources) {
    const method = [...methods.values()].find(({ authorizationType }) => authorizationType === 'AWS_IAM');
    if (!method) continue;
    const at = locator.value(method, 'authorizationType') ?? method.source;
    report.warning('config-nobody-signs', { method: method.httpMethod, path }, at);
    return;
  }
}
