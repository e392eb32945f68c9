import type { IncomingMessage } from 'node:http';
import { type Explanation, explain } from '../errors/explanation.ts';
import type { HeaderList } from '../shared/header-list.ts';

/** Bytes of all header values together (API Gateway quotas). */
const MAX_HEADER_BYTES = 10_240;

/** Bytes of the URL of a regional API (API Gateway quotas). */
const MAX_URL_BYTES = 10_240;

export interface RequestFault {
  readonly status: number;
  /** For the client. */
  readonly message: string;
  readonly explanation: Explanation;
}

/**
 * What API Gateway refuses of any request, whatever its stage; undefined when there is nothing. Node's parser lets all
 * of this pass.
 */
export function findRequestFault(
  { httpVersion }: IncomingMessage,
  target: { readonly url: string; readonly query: string },
  headers: HeaderList,
): RequestFault | undefined {
  const { url, query } = target;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return malformed(`HTTP/${httpVersion} is not HTTP/1.1`);
  let headerBytes = 0;
  let hosts = 0;
  for (const [name, value] of headers) {
    headerBytes += value.length;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  if (hosts > 1) return malformed('it has several Host headers');
  if (hosts === 0 && httpVersion === '1.1') return malformed('it has no Host header');
  if (headerBytes > MAX_HEADER_BYTES) {
    return badRequest(explain('gateway-headers-too-large', { bytes: headerBytes, limit: MAX_HEADER_BYTES }));
  }
  if (url.length > MAX_URL_BYTES) {
    const explanation = explain('gateway-url-too-long', { bytes: url.length, limit: MAX_URL_BYTES });
    return { status: 414, message: 'Request URI too long', explanation };
  }
  // Developer Guide, known issues of REST APIs.
  const [character] = /[|{}]/.exec(query) ?? [];
  return character === undefined ? undefined : badRequest(explain('gateway-unencoded-query', { query, character }));
}

function malformed(reason: string): RequestFault {
  return badRequest(explain('gateway-malformed-request', { reason }));
}

function badRequest(explanation: Explanation): RequestFault {
  return { status: 400, message: 'Bad Request', explanation };
}
