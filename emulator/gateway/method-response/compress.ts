import { promisify } from 'node:util';
import { deflate, deflateSync, gzip, gzipSync } from 'node:zlib';
import { joinedHeader, lastHeader } from '../../shared/header-list.ts';
import type { Reply, Trace } from '../exchange.ts';

/**
 * The reply as a client of a compression-enabled API gets it (Developer Guide, "Receive an API response with a
 * compressed payload"): the body of an integration, as content handling and template made it, is compressed when it
 * has `minimumCompressionSize` bytes or more, brings no Content-Encoding of its own and the client's first choice of
 * Accept-Encoding is gzip or deflate. Refusals stay as they are. Nobody recorded such an answer: Content-Encoding stands
 * behind Content-Length here, and there is no Vary.
 */
export function compressReply(reply: Reply, { deployment, request, rejection }: Trace): Reply | Promise<Reply> {
  const { minimumCompressionSize } = deployment.api;
  const { status, headers, body } = reply;
  if (minimumCompressionSize === undefined || rejection || !Buffer.isBuffer(body)) return reply;
  if (body.length === 0 || body.length < minimumCompressionSize || BODILESS.has(status)) return reply;
  const coding = preferredCoding(joinedHeader(request.headers, 'accept-encoding') ?? '');
  if (coding === undefined || lastHeader(headers, 'content-encoding') !== undefined) return reply;
  return withCompressed(reply, body, coding);
}

async function withCompressed({ status, headers }: Reply, body: Buffer, coding: Coding): Promise<Reply> {
  const compressed = await compress(body, coding);
  return {
    status,
    headers: headers.flatMap((line) =>
      line[0] === 'Content-Length'
        ? [[line[0], String(compressed.length)] as const, ['Content-Encoding', coding] as const]
        : [line],
    ),
    body: compressed,
  };
}

/** No body goes out with these. */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

type Coding = 'gzip' | 'deflate';

/**
 * The coding of the highest weight, and of several the first one named; undefined unless that is one of the two which
 * compress. A coding that API Gateway doesn't know (`br`), `identity`, `*` or a malformed entry in that place means no
 * compression, whatever stands behind it.
 */
function preferredCoding(acceptEncoding: string): Coding | undefined {
  let preferred: string | undefined;
  let highest = 0;
  for (const entry of acceptEncoding.split(',')) {
    if (entry.trim() === '') continue;
    const [, coding, weight] = ENTRY.exec(entry) ?? [];
    if (coding === undefined) return undefined;
    const quality = weight === undefined ? 1 : Number(weight);
    if (quality <= highest) continue;
    preferred = coding.toLowerCase();
    highest = quality;
  }
  return preferred === 'gzip' || preferred === 'deflate' ? preferred : undefined;
}

const ENTRY = /^\s*([!#$%&'*+\-.^_`|~0-9a-z]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i;

/** Below this size a compression on the spot (up to 0.3 ms) is over before a thread of the pool would have begun. */
const SMALL_BYTES = 32_768;

async function compress(body: Buffer, coding: Coding): Promise<Buffer> {
  const { now, later } = CODERS[coding];
  return body.length <= SMALL_BYTES ? now(body) : later(body);
}

const CODERS: Readonly<Record<Coding, { now: (body: Buffer) => Buffer; later: (body: Buffer) => Promise<Buffer> }>> = {
  gzip: { now: (body) => gzipSync(body), later: promisify<Buffer, Buffer>(gzip) },
  // What HTTP calls deflate is the zlib format around it (RFC 9110, 8.4.1.2).
  deflate: { now: (body) => deflateSync(body), later: promisify<Buffer, Buffer>(deflate) },
};
