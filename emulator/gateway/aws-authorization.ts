import { createHash } from 'node:crypto';
import type { Method } from '../config/types.ts';

/** An Authorization header as AWS reads it, whoever wrote it: `ALGORITHM name=value, name=value`. */
export type AwsAuthorization =
  | { readonly kind: 'read'; readonly algorithm: string; readonly parameters: ReadonlyMap<string, string> }
  /** In AWS's words, for an IncompleteSignatureException. */
  | { readonly kind: 'fault'; readonly message: string };

/**
 * Reads an Authorization header for a Signature Version 4. AWS does it for methods with IAM authorization and, seen in
 * many answers, for requests that no route fits: `Bearer …` is then refused as a signature that lacks everything. It
 * tells a hash of the header, not the header. `hasDate`: the request has an X-Amz-Date or a Date header.
 */
export function readAwsAuthorization(header: string, hasDate: boolean): AwsAuthorization {
  const blank = header.search(/\s/);
  const algorithm = blank === -1 ? header : header.slice(0, blank);
  const pieces = blank === -1 ? [] : header.slice(blank).split(/[\s,]+/);
  const parameters = new Map<string, string>();
  for (const piece of pieces.filter((text) => text !== '')) {
    const equals = piece.indexOf('=');
    if (equals === -1) {
      const message = `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashOf(header)}'.`;
      return { kind: 'fault', message };
    }
    parameters.set(piece.slice(0, equals), piece.slice(equals + 1));
  }
  const missing = [
    ...PARAMETERS.filter((name) => !isGiven(parameters, name)).map(
      (name) => `Authorization header requires '${name}' parameter. `,
    ),
    ...(hasDate ? [] : ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "]),
  ];
  if (missing.length === 0) return { kind: 'read', algorithm, parameters };
  const message = `${missing.join('')}(Hashed with SHA-256 and encoded with Base64) Authorization=${hashOf(header)}`;
  return { kind: 'fault', message };
}

const PARAMETERS = ['Credential', 'Signature', 'SignedHeaders'];

/** An empty list of headers is a list: what it lacks is told later. */
function isGiven(parameters: ReadonlyMap<string, string>, name: string): boolean {
  return name === 'SignedHeaders' ? parameters.has(name) : Boolean(parameters.get(name));
}

/** Is an Authorization header API Gateway's own, and so not for the backend? (Developer Guide, known issues.) */
export function isSignature(header: string, { authorizationType }: Pick<Method, 'authorizationType'>): boolean {
  return authorizationType === 'AWS_IAM' || header.startsWith('AWS4-HMAC-SHA256');
}

function hashOf(header: string): string {
  return createHash('sha256').update(header, 'latin1').digest('base64');
}
