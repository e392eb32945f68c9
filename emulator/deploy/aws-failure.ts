import { type Explanation, explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import type { AwsOptions } from './aws.ts';

/** What the SDK's errors have in common, as far as they have it. */
interface Failure {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  /** Of a host whose name nobody knows. */
  readonly hostname?: string;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly $response?: { readonly statusCode?: number };
}

const EXPIRED = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'];
const UNKNOWN = [
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'AuthFailure',
  'InvalidToken',
];
const CLOCK = ['RequestTimeTooSkewed', 'RequestInTheFuture'];
const DENIED = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'NotAuthorized', 'Forbidden'];
const THROTTLED = [
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'SlowDown',
  'RequestThrottled',
];
const NETWORK = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  'TimeoutError',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'EPROTO',
];

/**
 * What went wrong between us and AWS, explained; used once, around a whole command. Errors that are no answer of AWS's
 * and no matter of the way there come back as they are.
 */
export function explainAwsFailure(error: unknown, options: AwsOptions): unknown {
  if (error instanceof OffstageError || !(error instanceof Error)) return error;
  const explanation = explanationOf(error as Failure, options);
  return explanation === undefined ? error : new OffstageError(explanation, error);
}

function explanationOf(failure: Failure, options: AwsOptions): Explanation | undefined {
  const { name = '', message = '', code = '', hostname, $metadata, $response } = failure;
  const { profile, endpointUrl } = options;
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return explain('deploy-no-credentials', { reason: firstSentence(message), profile });
  }
  if (EXPIRED.includes(name)) return explain('deploy-credentials-expired', { profile });
  if (CLOCK.includes(name) || /Signature (expired|not yet current)/.test(message)) {
    return explain('deploy-clock-wrong', {});
  }
  if (UNKNOWN.includes(name)) return explain('deploy-credentials-unknown', { reason: message, profile });
  if (DENIED.includes(name)) return explain('deploy-access-denied', { reason: message });
  if (THROTTLED.includes(name)) return explain('deploy-throttled', { attempts: $metadata?.attempts ?? 1 });
  if (NETWORK.includes(code) || NETWORK.includes(name)) {
    const reason = NETWORK.includes(code) ? code : message;
    // Credentials may come from another place than where the services are.
    const isElsewhere = hostname !== undefined && !endpointUrl?.includes(hostname);
    const where = isElsewhere ? hostname : (endpointUrl ?? 'AWS');
    return explain('deploy-unreachable', { where, isOption: where === endpointUrl, reason: reasonOf(reason) });
  }
  // Whatever AWS refuses besides: its sentence is the best there is.
  const status = $response?.statusCode ?? $metadata?.httpStatusCode;
  if (status === undefined) return undefined;
  // What the SDK says when it can't read an answer at all: a page of a proxy, or of some other server.
  if (name === 'SyntaxError' || /Deserialization error/.test(message)) {
    return explain('deploy-no-aws', { where: endpointUrl ?? 'AWS', status });
  }
  return explain('deploy-refused', { error: name, message });
}

function firstSentence(message: string): string {
  return message.split('\n')[0]?.replace(/\.$/, '') ?? '';
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'names of hosts can not be looked up just now',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
  ETIMEDOUT: 'it does not answer',
};

function reasonOf(reason: string): string {
  return REASONS[reason] ?? reason;
}
