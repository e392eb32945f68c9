import type { Reply } from '../exchange.ts';
import { addOwnHeaders } from '../own-headers.ts';

/** API Gateway's limit for a payload. */
export const MAX_PAYLOAD_BYTES = 10_485_760;

export const TOO_LARGE: string = `HTTP content length exceeded ${MAX_PAYLOAD_BYTES} bytes.`;

/**
 * The one refusal that is plain text, has no x-amzn-ErrorType and can't be customised: REQUEST_TOO_LARGE (seen on AWS;
 * Developer Guide, known issues).
 */
export function tooLargeReply({
  requestId,
  extendedRequestId,
}: {
  requestId: string;
  extendedRequestId: string;
}): Reply {
  const body = Buffer.from(TOO_LARGE);
  const own = { requestId, extendedRequestId, traceId: undefined, contentLength: body.length };
  return { status: 413, headers: addOwnHeaders([['Content-Type', 'text/plain']], own), body };
}
