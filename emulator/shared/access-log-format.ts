/** A piece of an access log's format: text, or the name of a `$context` variable. */
export type FormatPart = string | { readonly variable: string };

const REFERENCE = /\$(?:context((?:\.[\w-]+)+)|\{context\.([^{}\s]+)\})/g;

/** Reads a format: `$context.NAME` and `${context.NAME}` are variables, everything else is text. */
export function parseAccessLogFormat(format: string): FormatPart[] {
  const parts: FormatPart[] = [];
  let end = 0;
  for (const match of format.matchAll(REFERENCE)) {
    const [reference, dotted, braced] = match;
    if (match.index > end) parts.push(format.slice(end, match.index));
    parts.push({ variable: dotted?.slice(1) ?? braced ?? '' });
    end = match.index + reference.length;
  }
  if (end < format.length) parts.push(format.slice(end));
  return parts;
}

/** Is it one of the variables below, or a value of the authorizer's, whose names are the project's own? */
export function isAccessLogVariable(name: string): boolean {
  return ACCESS_LOG_VARIABLES.includes(name) || /^authorizer\.\w+$|^authorizer\.claims\..+$/.test(name);
}

const group = (prefix: string, ...names: string[]): string[] => names.map((name) => `${prefix}.${name}`);

/** The Developer Guide's page "Variables for access logging for API Gateway". */
export const ACCESS_LOG_VARIABLES: readonly string[] = [
  ...['accountId', 'apiId', 'awsEndpointRequestId', 'customDomain.basePathMatched', 'deploymentId', 'domainName'],
  ...['domainPrefix', 'extendedRequestId', 'httpMethod', 'integrationErrorMessage', 'integrationLatency'],
  ...['integrationStatus', 'isCanaryRequest', 'path', 'protocol', 'requestId', 'requestTime', 'requestTimeEpoch'],
  ...['resourceId', 'resourcePath', 'responseLatency', 'responseLength', 'stage', 'status', 'wafResponseCode'],
  ...['webaclArn', 'xrayTraceId'],
  ...group('authenticate', 'error', 'latency', 'status'),
  ...group('authorize', 'error', 'latency', 'status'),
  ...group('authorizer', 'error', 'integrationLatency', 'integrationStatus', 'latency', 'principalId', 'requestId'),
  ...group('authorizer', 'status'),
  ...group('error', 'message', 'messageString', 'responseType', 'validationErrorString'),
  ...group('identity', 'accessKey', 'accountId', 'apiKey', 'apiKeyId', 'caller', 'cognitoAuthenticationProvider'),
  ...group('identity', 'cognitoAuthenticationType', 'cognitoIdentityId', 'cognitoIdentityPoolId', 'principalOrgId'),
  ...group('identity', 'sourceIp', 'user', 'userAgent', 'userArn', 'vpcId', 'vpceId'),
  ...group('identity.clientCert', 'clientCertPem', 'subjectDN', 'issuerDN', 'serialNumber'),
  ...group('identity.clientCert.validity', 'notBefore', 'notAfter'),
  ...group('integration', 'error', 'integrationStatus', 'latency', 'requestId', 'status'),
  ...group('waf', 'error', 'latency', 'status'),
];
