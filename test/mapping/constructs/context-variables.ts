/** A variable of `$context` that AWS documents for REST APIs, and when a template sees it here. */
export interface ContextVariable {
  readonly name: string;
  readonly meaning: string;
  /**
   * `always`: it has a value in every request. `key`: where the method requires an API key. `empty`: the key is there,
   * as recorded, and the value is null. Anything else is the reason why it is not there.
   */
  readonly there: 'always' | 'key' | 'empty' | { readonly missing: string };
}

const NO_AUTHORIZERS = { missing: 'authorizers are not there yet' };
const NO_CANARY = { missing: 'true or false, only on a stage with a canary' };
const NO_WAF = { missing: 'there is no WAF on a laptop' };
const NO_DOMAINS = { missing: 'custom domains are not there yet' };
const ONLY_IN_ANSWERS = { missing: 'only in gateway responses' };

export const CONTEXT_VARIABLES: readonly ContextVariable[] = [
  { name: 'accountId', meaning: "the API owner's account: 000000000000", there: 'always' },
  { name: 'apiId', meaning: 'the id of the API', there: 'always' },
  { name: 'authorizer.claims.email', meaning: "a claim of the user pool's token", there: NO_AUTHORIZERS },
  { name: 'authorizer.principalId', meaning: 'the user that a Lambda authorizer names', there: NO_AUTHORIZERS },
  { name: 'authorizer.property', meaning: "a text of the authorizer's context", there: NO_AUTHORIZERS },
  {
    name: 'awsEndpointRequestId',
    meaning: "the backend's own request id",
    there: { missing: 'a request template has none, as recorded; what a response template sees is not known' },
  },
  { name: 'deploymentId', meaning: "the stage's deployment", there: 'always' },
  { name: 'domainName', meaning: 'the Host that the client called', there: 'always' },
  { name: 'domainPrefix', meaning: 'the id of the API', there: 'always' },
  { name: 'error.message', meaning: 'why the request was refused', there: ONLY_IN_ANSWERS },
  { name: 'error.messageString', meaning: 'the same as JSON, in quotes', there: ONLY_IN_ANSWERS },
  { name: 'error.responseType', meaning: 'the type of the gateway response', there: ONLY_IN_ANSWERS },
  { name: 'error.validationErrorString', meaning: 'what a model found wrong in the body', there: ONLY_IN_ANSWERS },
  { name: 'extendedRequestId', meaning: 'also the x-amz-apigw-id header', there: 'always' },
  { name: 'httpMethod', meaning: 'GET, POST …', there: 'always' },
  { name: 'identity.accessKey', meaning: 'of a caller who signed the request', there: 'empty' },
  { name: 'identity.accountId', meaning: 'of a caller who signed the request', there: 'empty' },
  { name: 'identity.apiKey', meaning: 'the API key of the request', there: 'key' },
  { name: 'identity.apiKeyId', meaning: 'its id', there: 'key' },
  { name: 'identity.caller', meaning: 'of a caller who signed the request', there: 'empty' },
  {
    name: 'identity.clientCert.clientCertPem',
    meaning: "the client's certificate, and other members of clientCert",
    there: NO_DOMAINS,
  },
  { name: 'identity.cognitoAuthenticationProvider', meaning: 'of a Cognito identity', there: 'empty' },
  { name: 'identity.cognitoAuthenticationType', meaning: 'of a Cognito identity', there: 'empty' },
  { name: 'identity.cognitoIdentityId', meaning: 'of a Cognito identity', there: 'empty' },
  { name: 'identity.cognitoIdentityPoolId', meaning: 'of a Cognito identity', there: 'empty' },
  { name: 'identity.principalOrgId', meaning: 'of a caller who signed the request', there: 'empty' },
  { name: 'identity.sourceIp', meaning: "the client's address", there: 'always' },
  { name: 'identity.user', meaning: 'of a caller who signed the request', there: 'empty' },
  { name: 'identity.userAgent', meaning: 'the User-Agent header', there: 'always' },
  { name: 'identity.userArn', meaning: 'of a caller who signed the request', there: 'empty' },
  { name: 'isCanaryRequest', meaning: 'did the canary get it?', there: NO_CANARY },
  { name: 'path', meaning: 'the path with the stage: `/v1/pets/7`', there: 'always' },
  { name: 'protocol', meaning: 'HTTP/1.1', there: 'always' },
  { name: 'requestId', meaning: 'also the x-amzn-RequestId header', there: 'always' },
  { name: 'requestTime', meaning: '21/Apr/2025:15:08:21 +0000', there: 'always' },
  { name: 'requestTimeEpoch', meaning: 'the same in milliseconds, a number', there: 'always' },
  { name: 'resourceId', meaning: 'the id of the resource', there: 'always' },
  { name: 'resourcePath', meaning: 'the path as the resource is declared: `/pets/{id}`', there: 'always' },
  { name: 'stage', meaning: 'the name of the stage', there: 'always' },
  { name: 'wafResponseCode', meaning: "WAF's verdict", there: NO_WAF },
  { name: 'webaclArn', meaning: "WAF's list", there: NO_WAF },
];
