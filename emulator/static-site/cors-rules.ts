import type { IncomingHttpHeaders } from 'node:http';
import type { BucketCorsRule } from '../config/types.ts';

/** A rule that fits a request, and what it answers. */
export interface CorsGrant {
  readonly rule: BucketCorsRule;
  /** `*` when the rule says so, else the request's origin. */
  readonly allowOrigin: string;
  /** The headers that a preflight asked for, in lower case. */
  readonly allowHeaders: readonly string[];
}

/** What S3 varies an answer by once a rule applies. */
export const CORS_VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

/**
 * The first rule of the bucket that fits origin, method and every requested header; undefined when none does or the
 * request has no Origin. On a preflight the method is the one it asks for.
 */
export function findCorsGrant(
  rules: readonly BucketCorsRule[],
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
): CorsGrant | undefined {
  const { origin } = request.headers;
  if (origin === undefined) return undefined;
  const preflight = request.method === 'OPTIONS';
  const method = preflight ? request.headers['access-control-request-method'] : request.method;
  const asked = preflight ? readNames(request.headers['access-control-request-headers']) : [];
  const rule = rules.find(
    (one) =>
      one.allowedMethods.some((allowed) => allowed === method) &&
      one.allowedOrigins.some((pattern) => fits(pattern, origin)) &&
      asked.every((name) => one.allowedHeaders.some((pattern) => fits(pattern.toLowerCase(), name))),
  );
  return rule && { rule, allowOrigin: rule.allowedOrigins.includes('*') ? '*' : origin, allowHeaders: asked };
}

function readNames(list: string | undefined): string[] {
  return (list ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** A pattern has one `*` at most, which stands for any text. */
function fits(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === value;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return value.length >= head.length + tail.length && value.startsWith(head) && value.endsWith(tail);
}
