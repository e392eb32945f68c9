import { gunzipSync, inflateSync } from 'node:zlib';
import { explain } from '../../errors/explanation.ts';
import type { Arrival, GatewayRequest, Route } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';

/** A body may grow to what the gateway takes uncompressed; more than that is no honest request. */
const MAX_OUTPUT_BYTES = 10_485_760;

/**
 * Undoes the Content-Encoding of a body (gzip, deflate, identity): API Gateway decompresses before anything reads it.
 * Throws UNSUPPORTED_MEDIA_TYPE (415) for another coding, or for data that isn't in the one named.
 */
export function decodeContent({ request, input }: Arrival, route: Route): GatewayRequest {
  const coding = input.header('content-encoding')?.trim().toLowerCase();
  if (coding === undefined || coding === 'identity' || request.body.length === 0) return request;
  const decode = DECODERS.get(coding);
  try {
    if (decode) return withBody(request, decode(request.body));
  } catch {
    // falls through: the data is not in the coding it names
  }
  throw new GatewayReject(
    'UNSUPPORTED_MEDIA_TYPE',
    'Unsupported Media Type',
    explain('gateway-bad-content-encoding', { coding, known: decode !== undefined }, { source: route.method.source }),
  );
}

/** The signal is made on demand, so it is handed on as it is asked for. */
function withBody(request: GatewayRequest, body: Buffer): GatewayRequest {
  return {
    ...request,
    body,
    get signal() {
      return request.signal;
    },
  };
}

const DECODERS: ReadonlyMap<string, (body: Buffer) => Buffer> = new Map([
  ['gzip', (body) => gunzipSync(body, { maxOutputLength: MAX_OUTPUT_BYTES })],
  ['deflate', (body) => inflateSync(body, { maxOutputLength: MAX_OUTPUT_BYTES })],
]);
