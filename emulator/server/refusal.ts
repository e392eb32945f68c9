import type { Outside, Reply } from '../gateway/exchange.ts';
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
  return plainReply(status, body, errorType === undefined ? [] : [['x-amzn-ErrorType', errorType]], ids);
}

/** 413 is plain text, can't be customised and has no x-amzn-ErrorType (seen on AWS). */
export function tooLarge(limit: number, { ids }: Pick<Outside, 'ids'>): Reply {
  const body = Buffer.from(`HTTP content length exceeded ${limit} bytes.`);
  return plainReply(413, body, [['Content-Type', 'text/plain']], ids);
}

function plainReply(status: number, body: Buffer, headers: [string, string][], ids: Outside['ids']): Reply {
  const own = {
    requestId: ids.uuid(),
    extendedRequestId: `${ids.base64(15)}=`,
    traceId: undefined,
    contentLength: body.length,
  };
  return { status, headers: addOwnHeaders(headers, own), body };
}
