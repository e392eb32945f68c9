import type { Authorizer, Method } from '../config/types.ts';
import type { DocumentNode } from './document-node.ts';
import type { ImportReport } from './report.ts';

/** What guards a method. */
export type Guard = Pick<Method, 'authorizationType' | 'authorizer' | 'authorizationScopes' | 'apiKeyRequired'>;

const OPEN: Guard = { authorizationType: 'NONE', apiKeyRequired: false };

/**
 * Security schemes become authorizers, the API key, or IAM authorization; everything else that OpenAPI knows (OAuth 2,
 * basic authentication) guards nothing on API Gateway. Unused authorizers are made, too.
 */
export class ImportedSecurity {
  readonly authorizers: Map<string, Authorizer> = new Map();
  readonly #schemes: DocumentNode | undefined;
  readonly #root: DocumentNode;
  readonly #report: ImportReport;
  readonly #told = new Set<string>();

  constructor(input: { root: DocumentNode; schemes: DocumentNode | undefined; report: ImportReport }) {
    this.#root = input.root;
    this.#schemes = input.schemes;
    this.#report = input.report;
    for (const [name, scheme] of this.#schemes?.entries() ?? []) {
      const authorizer = readAuthorizer(name, scheme);
      if (authorizer !== undefined) this.authorizers.set(name, authorizer);
      else if (lacksAuthorizer(scheme)) this.#tellMissing(name, scheme);
    }
  }

  /**
   * What guards an operation: its own `security` (an empty list opens it), else that of the document. Undefined: AWS
   * doesn't create the method, because its authorizer couldn't be made.
   */
  guardOf(operation: DocumentNode): Guard | undefined {
    let guard: Guard = isIam(operation) ? { ...OPEN, authorizationType: 'AWS_IAM' } : OPEN;
    for (const requirement of (operation.get('security') ?? this.#root.get('security'))?.items() ?? []) {
      for (const [name, scopes] of requirement.entries()) {
        const scheme = this.#schemes?.get(name);
        const authorizer = this.authorizers.get(name);
        if (authorizer !== undefined)
          guard = guard.authorizer === undefined ? withAuthorizer(guard, authorizer, scopes) : guard;
        else if (scheme !== undefined && isApiKey(scheme)) guard = { ...guard, apiKeyRequired: true };
        else if (scheme !== undefined && isSigv4(scheme)) guard = { ...guard, authorizationType: 'AWS_IAM' };
        else if (scheme !== undefined && lacksAuthorizer(scheme)) return undefined;
        else this.#tellIgnored(name, scheme, scopes);
      }
    }
    return guard;
  }

  #tellMissing(scheme: string, node: DocumentNode): void {
    const aws = `Unable to create authorizer from security definition: '${scheme}'. Extension x-amazon-apigateway-authorizer is required. Any methods with security: '${scheme}' will not be created. If this security definition is not a custom authorizer, remove the x-amazon-apigateway-authtype extension and it will be ignored.`;
    this.#report.warn('import-authorizer-missing', { aws, scheme }, node.source);
  }

  #tellIgnored(scheme: string, node: DocumentNode | undefined, requirement: DocumentNode): void {
    if (this.#told.has(scheme)) return;
    this.#told.add(scheme);
    if (node === undefined) this.#report.warn('import-security-scheme-unknown', { scheme }, requirement.source);
    else
      this.#report.warn(
        'import-security-scheme-ignored',
        { scheme, type: node.get('type')?.text() ?? 'none' },
        node.source,
      );
  }
}

function withAuthorizer(guard: Guard, authorizer: Authorizer, requirement: DocumentNode): Guard {
  const scopes = requirement.texts();
  return {
    ...guard,
    authorizationType: authorizer.type === 'COGNITO_USER_POOLS' ? 'COGNITO_USER_POOLS' : 'CUSTOM',
    authorizer: authorizer.name,
    ...(scopes.length > 0 ? { authorizationScopes: scopes } : {}),
  };
}

const AUTHORIZER_TYPES: readonly Authorizer['type'][] = ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'];

/** The identity source of a token or Cognito authorizer is the scheme's header where none (or an empty one) is given. */
function readAuthorizer(name: string, scheme: DocumentNode): Authorizer | undefined {
  const extension = scheme.get('x-amazon-apigateway-authorizer');
  const type = extension?.get('type')?.word(AUTHORIZER_TYPES);
  if (extension === undefined || type === undefined) return undefined;
  const text = (key: string): string | undefined => extension.get(key)?.text() || undefined;
  const header = scheme.get('name')?.text();
  const schemeSource = type === 'REQUEST' || header === undefined ? undefined : `method.request.header.${header}`;
  const ttl = extension.get('authorizerResultTtlInSeconds')?.number();
  const providers = extension.get('providerARNs')?.texts();
  return {
    name,
    type,
    authType: authTypeOf(scheme) ?? (type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom'),
    authorizerUri: text('authorizerUri'),
    authorizerCredentials: text('authorizerCredentials'),
    identitySource: text('identitySource') ?? schemeSource,
    identityValidationExpression: text('identityValidationExpression'),
    authorizerResultTtlInSeconds: ttl,
    providerARNs: providers,
    source: scheme.source,
  };
}

function authTypeOf(scheme: DocumentNode): string | undefined {
  return scheme.get('x-amazon-apigateway-authtype')?.text() || undefined;
}

function isSigv4(scheme: DocumentNode): boolean {
  return authTypeOf(scheme)?.toLowerCase() === 'awssigv4';
}

function isApiKey(scheme: DocumentNode): boolean {
  const text = (key: string): string | undefined => scheme.get(key)?.text()?.toLowerCase();
  return (
    authTypeOf(scheme) === undefined &&
    text('type') === 'apikey' &&
    text('in') === 'header' &&
    text('name') === 'x-api-key'
  );
}

/** A scheme that says it is an authorizer, without the extension that says which. */
function lacksAuthorizer(scheme: DocumentNode): boolean {
  return authTypeOf(scheme) !== undefined && !isSigv4(scheme) && readAuthorizer('', scheme) === undefined;
}

function isIam(operation: DocumentNode): boolean {
  return operation.get('x-amazon-apigateway-auth')?.get('type')?.text()?.toUpperCase() === 'AWS_IAM';
}
