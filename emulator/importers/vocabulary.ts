/**
 * What becomes of a word of the document: AWS's REST import reads it, or it has no effect on the answers here or there,
 * which is told with its reason.
 */
export type Fate = 'read' | { readonly because: string };

const HTTP_API: Fate = { because: 'it belongs to HTTP APIs' };
const TLS: Fate = { because: 'it is about the TLS of the endpoint, and Offstage speaks plain HTTP' };
const DOCUMENTATION: Fate = { because: 'it is documentation' };

/** The places in a document that may hold extensions. */
export type ExtensionPlace =
  | 'the document'
  | 'a server'
  | 'a tag'
  | 'the components'
  | 'a path'
  | 'an operation'
  | 'a security scheme';

type Extensions = Readonly<Record<string, { readonly at: readonly ExtensionPlace[]; readonly fate: Fate }>>;

const PREFIX = 'x-amazon-apigateway-';

/** Every extension of API Gateway (Developer Guide, OpenAPI extensions), and where it stands. */
export const EXTENSIONS: Extensions = Object.fromEntries(
  (
    [
      ['any-method', ['a path'], 'read'],
      ['api-key-source', ['the document'], 'read'],
      ['auth', ['an operation'], 'read'],
      ['authorizer', ['a security scheme'], 'read'],
      ['authtype', ['a security scheme'], 'read'],
      ['binary-media-types', ['the document'], 'read'],
      ['cors', ['the document'], HTTP_API],
      ['documentation', ['the document'], DOCUMENTATION],
      ['endpoint-access-mode', ['the document'], TLS],
      ['endpoint-configuration', ['the document', 'a server'], 'read'],
      ['gateway-responses', ['the document'], 'read'],
      ['importexport-version', ['the document'], HTTP_API],
      ['integration', ['an operation'], 'read'],
      ['integrations', ['the components'], HTTP_API],
      ['minimum-compression-size', ['the document'], 'read'],
      ['policy', ['the document'], 'read'],
      ['request-validator', ['the document', 'an operation'], 'read'],
      ['request-validators', ['the document'], 'read'],
      ['security-policy', ['the document'], TLS],
      ['tag-value', ['a tag'], HTTP_API],
    ] as const
  ).map(([name, at, fate]) => [`${PREFIX}${name}`, { at, fate }]),
);

type Words = Readonly<Record<string, Fate>>;

const read = (...words: string[]): Words => Object.fromEntries(words.map((word) => [word, 'read']));

/** The words inside the extensions that hold some. What has none of its own (a policy, a template) is not looked into. */
export const WORDS: Readonly<Record<WordOwner, Words>> = {
  'x-amazon-apigateway-integration': {
    ...read('type', 'uri', 'httpMethod', 'credentials', 'requestParameters', 'requestTemplates', 'responses'),
    ...read('passthroughBehavior', 'contentHandling', 'timeoutInMillis', 'cacheKeyParameters', 'connectionType'),
    ...read('connectionId', 'responseTransferMode', 'tlsConfig'),
    // Recorded.
    cacheNamespace: { because: 'the import gives the methods of each resource a namespace of their own' },
    // Only beside VPC_LINK, which is refused.
    integrationTarget: { because: 'it belongs to a VPC link' },
    integrationSubtype: HTTP_API,
    payloadFormatVersion: HTTP_API,
  },
  'an integration response': read('statusCode', 'responseParameters', 'responseTemplates', 'contentHandling'),
  'a gateway response': read('statusCode', 'responseParameters', 'responseTemplates'),
  'a request validator': read('validateRequestBody', 'validateRequestParameters'),
  'x-amazon-apigateway-endpoint-configuration': read(
    'types',
    'vpcEndpointIds',
    'ipAddressType',
    'disableExecuteApiEndpoint',
  ),
  'x-amazon-apigateway-auth': read('type'),
  'x-amazon-apigateway-authorizer': {
    ...read('type', 'authorizerUri', 'authorizerCredentials', 'identitySource', 'identityValidationExpression'),
    ...read('authorizerResultTtlInSeconds', 'providerARNs'),
    authorizerPayloadFormatVersion: HTTP_API,
    enableSimpleResponses: HTTP_API,
    jwtConfiguration: HTTP_API,
  },
};

/** What holds words of its own. */
export type WordOwner =
  | 'x-amazon-apigateway-integration'
  | 'an integration response'
  | 'a gateway response'
  | 'a request validator'
  | 'x-amazon-apigateway-endpoint-configuration'
  | 'x-amazon-apigateway-auth'
  | 'x-amazon-apigateway-authorizer';

const CONTENT_HANDLING = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'];

/** The values that AWS takes for a word, in capitals or not; it refuses a document with another. */
export const VALUES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'x-amazon-apigateway-integration': {
    passthroughBehavior: ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'],
    contentHandling: CONTENT_HANDLING,
    connectionType: ['INTERNET', 'VPC_LINK'],
    responseTransferMode: ['BUFFERED', 'STREAM'],
  },
  'an integration response': { contentHandling: CONTENT_HANDLING },
  'the document': { 'x-amazon-apigateway-api-key-source': ['HEADER', 'AUTHORIZER'] },
};
