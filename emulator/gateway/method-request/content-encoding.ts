import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { explain } from '../../errors/explanation.ts';
import { joinedHeader } from '../../shared/header-list.ts';
import type { Arrival, GatewayRequest, Route } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { MAX_PAYLOAD_BYTES, TOO_LARGE } from '../gateway-responses/too-large.ts';

/**
 * Undoes the Content-Encoding of a body (gzip, deflate, identity), whatever minimumCompressionSize is: API Gateway
 * decompresses before anything reads it. The header stays (seen on AWS: an event whose body is plain still says gzip).
 * Throws UNSUPPORTED_MEDIA_TYPE (415) for another coding, several of them or data that isn't in the one named, and
 * REQUEST_TOO_LARGE (413) for a body that grows over the limit of a payload. A request without a body may say what it
 * likes (recorded: header remapping). Only a body that has to be decoded is waited for.
 */
export function decodeContent({ request }: Arrival, route: Route): GatewayRequest | Promise<GatewayRequest> {
  if (request.body.length === 0) return request;
  const coding = joinedHeader(request.headers, 'content-encoding')?.trim().toLowerCase();
  if (coding === undefined || coding === '' || coding === 'identity') return request;
  const decode = DECODERS.get(coding);
  if (!decode) throw unsupported(coding, false, route);
  return decodeBody(request, { coding, decode }, route);
}

async function decodeBody(
  request: GatewayRequest,
  { coding, decode }: { coding: string; decode: Decode },
  route: Route,
): Promise<GatewayRequest> {
  try {
    // On another thread: how much becomes of a few bytes, nobody knows before.
    return withBody(request, await decode(request.body, { maxOutputLength: MAX_PAYLOAD_BYTES }));
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      ? tooLarge(coding, route)
      : unsupported(coding, true, route);
  }
}

type Decode = (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
]);

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

function unsupported(coding: string, known: boolean, { method }: Route): GatewayReject {
  const explanation = explain('gateway-bad-content-encoding', { coding, known }, { source: method.source });
  return new GatewayReject('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type', explanation);
}

function tooLarge(coding: string, { method }: Route): GatewayReject {
  const facts = { coding, limit: MAX_PAYLOAD_BYTES };
  return new GatewayReject(
    'REQUEST_TOO_LARGE',
    TOO_LARGE,
    explain('gateway-decoded-body-too-large', facts, { source: method.source }),
  );
}
