import type { S3Error } from './error-page.ts';

/** The refusals of a website endpoint, in S3's words. What is not marked was recorded or is documented. */

export function noSuchKey(key: string): S3Error {
  return { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.', details: [['Key', key]] };
}

export const ACCESS_DENIED: S3Error = { status: 403, code: 'AccessDenied', message: 'Access Denied', details: [] };

export const RESOURCE_FOUND: S3Error = { status: 302, code: 'Found', message: 'Resource Found', details: [] };

export const INTERNAL_ERROR: S3Error = {
  status: 500,
  code: 'InternalError',
  message: 'We encountered an internal error. Please try again.',
  details: [],
};

export function methodNotAllowed(method: string): S3Error {
  return {
    status: 405,
    code: 'MethodNotAllowed',
    message: 'The specified method is not allowed against this resource.',
    details: [
      ['Method', method],
      ['ResourceType', 'OBJECT'],
    ],
  };
}

/** Unconfirmed for website endpoints: the REST endpoint answers so. */
export function invalidUri(uri: string): S3Error {
  return { status: 400, code: 'InvalidURI', message: "Couldn't parse the specified URI.", details: [['URI', uri]] };
}

export function preconditionFailed(header: string): S3Error {
  return {
    status: 412,
    code: 'PreconditionFailed',
    message: 'At least one of the pre-conditions you specified did not hold',
    details: [['Condition', header]],
  };
}

export function invalidRange(range: string, size: number): S3Error {
  return {
    status: 416,
    code: 'InvalidRange',
    message: 'The requested range is not satisfiable',
    details: [
      ['RangeRequested', range],
      ['ActualObjectSize', String(size)],
    ],
  };
}

export function corsNotEnabled(method: string): S3Error {
  return {
    status: 403,
    code: 'AccessForbidden',
    message: 'CORSResponse: CORS is not enabled for this bucket.',
    details: [
      ['Method', method],
      ['ResourceType', 'BUCKET'],
    ],
  };
}

/** The spelling "evalution" is S3's. */
export function corsNotAllowed(method: string): S3Error {
  return {
    status: 403,
    code: 'AccessForbidden',
    message:
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    details: [
      ['Method', method],
      ['ResourceType', 'OBJECT'],
    ],
  };
}

/** A preflight lacks one of the two headers that make it one. */
export function incompletePreflight(lacks: 'Origin' | 'Access-Control-Request-Method'): S3Error {
  const message =
    lacks === 'Origin'
      ? 'Insufficient information. Origin request header needed.'
      : 'Invalid Access-Control-Request-Method: null';
  return { status: 400, code: 'BadRequest', message, details: [] };
}
