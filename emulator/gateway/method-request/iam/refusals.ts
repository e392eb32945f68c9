import { explain } from '../../../errors/explanation.ts';
import type { Arrival, Route } from '../../exchange.ts';
import { GatewayReject } from '../../gateway-responses/reject.ts';

/** The request has no signature at all: MISSING_AUTHENTICATION_TOKEN (403). */
export function notSigned({ deployment }: Arrival, { method }: Route): GatewayReject {
  const users = (deployment.iamUsers ?? []).map(({ name }) => name);
  const explanation = explain('iam-not-signed', { users }, { source: method.source });
  return new GatewayReject('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token', explanation);
}

/**
 * A signature with a part missing or of the wrong form: an IncompleteSignatureException (403), which is of no type of
 * its own (seen in access logs: DEFAULT_4XX). `what` is for the developer: "the signature …", without the values.
 */
export function incomplete(message: string, what: string, { method }: Route): GatewayReject {
  const explanation = explain('iam-bad-signature', { what }, { source: method.source });
  return new GatewayReject('DEFAULT_4XX', message, explanation, {
    status: 403,
    errorType: 'IncompleteSignatureException',
  });
}

/** A complete signature that is not for this request: INVALID_SIGNATURE (403). */
export function invalid(message: string, what: string, { method }: Route): GatewayReject {
  return new GatewayReject(
    'INVALID_SIGNATURE',
    message,
    explain('iam-bad-signature', { what }, { source: method.source }),
  );
}

/** An access key that nobody has, or not with this security token: an UnrecognizedClientException (403). */
export function unrecognized(what: string, { deployment }: Arrival, { method }: Route): GatewayReject {
  const users = (deployment.iamUsers ?? []).map(({ name }) => name);
  const explanation = explain('iam-unknown-key', { what, users }, { source: method.source });
  return new GatewayReject('DEFAULT_4XX', 'The security token included in the request is invalid.', explanation, {
    status: 403,
    errorType: 'UnrecognizedClientException',
  });
}
