import { badRequest } from './refusal.ts';

/** The paths that stand for themselves. */
export const SINGLE_PATHS: readonly string[] = [
  '/deploymentId',
  '/description',
  '/cacheClusterEnabled',
  '/cacheClusterSize',
  '/clientCertificateId',
  '/accessLogSettings',
  '/accessLogSettings/destinationArn',
  '/accessLogSettings/format',
  '/tracingEnabled',
];

/** The list is AWS's own, with the separators that are missing in it (recorded). */
export function invalidPath(path: string): Error {
  return badRequest(`Invalid method setting path: ${path}. Must be one of: [${VALID_PATHS}]`);
}

const CACHING_TAIL = [
  'enabled',
  'dataEncrypted',
  'requireAuthorizationForCacheControl',
  'unauthorizedCacheControlHeaderStrategy',
];
const logging = (method: string): string =>
  ['metrics/enabled', 'logging/dataTrace', 'logging/loglevel'].map((end) => `${method}/${end}`).join(', ');
const throttlingAndCaching = (method: string, separator: string): string =>
  [
    [`${method}/throttling/burstLimit`, `${method}/throttling/rateLimit`, `${method}/caching/ttlInSeconds`].join(
      separator,
    ),
    ...CACHING_TAIL.map((end) => `${method}/caching/${end}`),
  ].join(', ');
const EACH = '/{resourcePath}/{httpMethod}';
const VALID_PATHS = [
  ...SINGLE_PATHS.slice(0, -1),
  logging(EACH),
  throttlingAndCaching(EACH, ''),
  logging('/*/*'),
  throttlingAndCaching('/*/*', ' '),
  '/variables/{variable_name}',
  '/tracingEnabled',
].join(', ');
