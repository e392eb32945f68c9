import type { Outside, Reply } from '../gateway/exchange.ts';
import { tooLargeReply } from '../gateway/gateway-responses/too-large.ts';
import { addOwnHeaders } from '../gateway/own-headers.ts';

/**
 * An answer given before any stage is known, so that no gateway response applies: AWS's body and headers without an
 * API's settings.
 */
export function refusal(
  status: number,
  message: string,
  errorType: string | undefined,
  { ids }: Pick<Outside, 'ids'>,
): Reply {
  const body = Buffer.from(JSON.stringify({ message }));
  const own = { ...namesOf(ids), traceId: undefined, contentLength: body.length };
  const headers: [string, string][] = errorType === undefined ? [] : [['x-amzn-ErrorType', errorType]];
  return { status, headers: addOwnHeaders(headers, own), body };
}

/** The gateway's own 413, before a stage is known. */
export function tooLarge({ ids }: Pick<Outside, 'ids'>): Reply {
  return tooLargeReply(namesOf(ids));
}

function namesOf(ids: Outside['ids']): { requestId: string; extendedRequestId: string } {
  return { requestId: ids.uuid(), extendedRequestId: `${ids.base64(15)}=` };
}
