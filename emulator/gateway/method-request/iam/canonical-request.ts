import { createHash } from 'node:crypto';
import type { HeaderList } from '../../../shared/header-list.ts';
import type { GatewayRequest } from '../../exchange.ts';

type Signed = Pick<GatewayRequest, 'method' | 'stagePath' | 'sentPath' | 'query' | 'headers' | 'body'>;

/**
 * What a client has signed, rebuilt from the request as it came: method, path, query, the signed headers, the hash of
 * the body (Signature Version 4, "create a canonical request"). API Gateway hashes the body whatever
 * x-amz-content-sha256 says: UNSIGNED-PAYLOAD doesn't fit (aws-sdk-js-v3 #308).
 */
export function canonicalRequest(request: Signed, signedHeaders: readonly string[], isPresigned: boolean): string {
  const { method, stagePath, sentPath = stagePath, query, headers, body } = request;
  const values = canonicalHeaders(headers);
  return [
    method,
    canonicalPath(sentPath),
    canonicalQuery(query, isPresigned),
    ...signedHeaders.map((name) => `${name}:${values.get(name)?.join(',') ?? ''}`),
    '',
    signedHeaders.join(';'),
    createHash('sha256').update(body).digest('hex'),
  ].join('\n');
}

/** Without `.`, `..` and empty segments, each segment encoded once more: `/v1/%40me` is `/v1/%2540me` (aws-sdk-net #3132). */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(segment));
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/** Names and values decoded and encoded again in the one right way, sorted by name, then by value. */
function canonicalQuery(query: string, isPresigned: boolean): string {
  const pairs = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      const [name, value] = equals === -1 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [encode(decode(name)), encode(decode(value))];
    });
  return pairs
    .filter(([name]) => !(isPresigned && name === 'X-Amz-Signature'))
    .sort(([a, one], [b, other]) => order(a, b) || order(one, other))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/**
 * By name in lower case: lines of one name are one list, and runs of blanks one blank. Read once, since a client may
 * name as many headers as it sends.
 */
function canonicalHeaders(headers: HeaderList): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const line = value.replace(/\s+/g, ' ').trim();
    const known = values.get(lower);
    if (known) known.push(line);
    else values.set(lower, [line]);
  }
  return values;
}

/** Each character of a request's line is a byte; `+` in a query is a blank. */
function decode(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function encode(text: string): string {
  return text.replace(
    /[^A-Za-z0-9\-._~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
