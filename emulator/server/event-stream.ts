import { crc32 } from 'node:zlib';

/** The header value type `string`. */
const STRING = 7;
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;

/**
 * One message of `application/vnd.amazon.eventstream`, as AWS's SDKs read it: lengths of the whole and of the headers,
 * their CRC32, the headers, the payload, and the CRC32 of all that.
 */
export function encodeEvent(eventType: string, contentType: string, payload: Uint8Array): Buffer {
  const headers = Buffer.concat([
    encodeHeader(':event-type', eventType),
    encodeHeader(':content-type', contentType),
    encodeHeader(':message-type', 'event'),
  ]);
  const total = PRELUDE_BYTES + headers.length + payload.length + CHECKSUM_BYTES;
  const message = Buffer.alloc(total);
  message.writeUInt32BE(total, 0);
  message.writeUInt32BE(headers.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  message.set(headers, PRELUDE_BYTES);
  message.set(payload, PRELUDE_BYTES + headers.length);
  message.writeUInt32BE(crc32(message.subarray(0, total - CHECKSUM_BYTES)), total - CHECKSUM_BYTES);
  return message;
}

/** Names and values here are short and ASCII. */
function encodeHeader(name: string, value: string): Buffer {
  const head = Buffer.from([name.length, ...Buffer.from(name), STRING, 0, value.length]);
  return Buffer.concat([head, Buffer.from(value)]);
}
