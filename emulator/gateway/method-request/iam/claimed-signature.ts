import { lastHeader } from '../../../shared/header-list.ts';
import { readAwsAuthorization } from '../../aws-authorization.ts';
import type { Arrival, Route } from '../../exchange.ts';
import { incomplete, invalid, notSigned } from './refusals.ts';

/** The signature of a request, as its Authorization header or its query has it. Nothing in it is proven. */
export interface ClaimedSignature {
  readonly algorithm: string;
  /** `KEY/DATE/REGION/SERVICE/aws4_request` */
  readonly credential: string;
  /** In lower case, sorted. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `X-Amz-Date`, or what stands in its place. */
  readonly date: string;
  /** Of a presigned URL, in its own words. */
  readonly expires?: string;
  readonly securityToken?: string;
  readonly isPresigned: boolean;
}

/**
 * Finds a request's signature. Throws MISSING_AUTHENTICATION_TOKEN when it has none, and an
 * IncompleteSignatureException that lists what is missing.
 */
export function readClaimedSignature(arrival: Arrival, route: Route): ClaimedSignature {
  const { request, input } = arrival;
  const authorization = lastHeader(request.headers, 'authorization');
  const isPresigned = input.query.some(([name]) => name === 'X-Amz-Algorithm');
  if (authorization && isPresigned) {
    throw invalid(
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
      'it is signed twice: in the Authorization header and in the query',
      route,
    );
  }
  if (isPresigned) return readQuery(arrival, route);
  if (!authorization) throw notSigned(arrival, route);
  const date = lastHeader(request.headers, 'x-amz-date') || lastHeader(request.headers, 'date') || '';
  const read = readAwsAuthorization(authorization, date !== '');
  if (read.kind === 'fault') throw incomplete(read.message, 'its Authorization header is no complete signature', route);
  const securityToken = lastHeader(request.headers, 'x-amz-security-token');
  return {
    algorithm: read.algorithm,
    credential: read.parameters.get('Credential') ?? '',
    signedHeaders: readNames(read.parameters.get('SignedHeaders')),
    signature: read.parameters.get('Signature') ?? '',
    date,
    ...(securityToken !== undefined && { securityToken }),
    isPresigned,
  };
}

const QUERY_PARAMETERS = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
];

function readQuery({ input }: Arrival, route: Route): ClaimedSignature {
  const values = new Map(input.query);
  const missing = QUERY_PARAMETERS.filter((name) => !values.get(name));
  if (missing.length > 0) {
    const list = missing.map((name) => `AWS query-string parameters must include '${name}'. `).join('');
    const what = `its query is a signature without ${missing.join(', ')}`;
    throw incomplete(`${list}Re-examine the query-string parameters.`, what, route);
  }
  const [expires, securityToken] = [values.get('X-Amz-Expires'), values.get('X-Amz-Security-Token')];
  return {
    algorithm: values.get('X-Amz-Algorithm') ?? '',
    credential: values.get('X-Amz-Credential') ?? '',
    signedHeaders: readNames(values.get('X-Amz-SignedHeaders')),
    signature: values.get('X-Amz-Signature') ?? '',
    date: values.get('X-Amz-Date') ?? '',
    ...(expires !== undefined && { expires }),
    ...(securityToken !== undefined && { securityToken }),
    isPresigned: true,
  };
}

function readNames(list = ''): string[] {
  return list
    .split(';')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
    .sort();
}
