import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** The server's end of a WebSocket that carries texts. */
export interface WebSocketConnection {
  send(text: string): void;
  onText(listener: (text: string) => void): void;
  /** Called once, however the connection ends. */
  onClose(listener: () => void): void;
  close(): void;
}

interface Frame {
  readonly final: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
  /** Bytes of the whole frame. */
  readonly size: number;
}

const CONTINUATION = 0;
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
/** What RFC 6455 adds to a client's key. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
/** A debugger sends nothing near this; a length beyond it is no frame. */
const LARGEST_FRAME = 256 * 1_048_576;

/** Answers an upgrade and speaks the part of RFC 6455 that debuggers use. Undefined for a request without a key. */
export function acceptWebSocket(
  { headers }: IncomingMessage,
  socket: Socket,
  head: Buffer,
): WebSocketConnection | undefined {
  const key = headers['sec-websocket-key'];
  if (key === undefined || headers.upgrade?.toLowerCase() !== 'websocket') return undefined;
  const accept = createHash('sha1')
    .update(key + GUID)
    .digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.setNoDelay();
  let pending = head;
  let fragments: Buffer[] = [];
  let listener = (_text: string): void => {};

  function take({ final, opcode, payload }: Frame): void {
    if (opcode === TEXT || opcode === CONTINUATION) {
      fragments.push(payload);
      if (!final) return;
      const text = Buffer.concat(fragments).toString('utf8');
      fragments = [];
      listener(text);
    } else if (opcode === PING) {
      socket.write(frame(PONG, payload));
    } else if (opcode === CLOSE) {
      socket.end(frame(CLOSE, payload));
    }
  }

  function read(): void {
    for (let next = readFrame(pending); next; next = readFrame(pending)) {
      if (next === 'broken') {
        socket.destroy();
        return;
      }
      pending = pending.subarray(next.size);
      take(next);
    }
  }

  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    read();
  });
  // Node's HTTP server leaves the other half open.
  socket.on('end', () => socket.end());
  // The connection's end says all that there is to say about an error.
  socket.on('error', () => {});
  return {
    send(text) {
      if (socket.writable) socket.write(frame(TEXT, Buffer.from(text)));
    },
    onText(taker) {
      listener = taker;
      read();
    },
    onClose(closed) {
      socket.once('close', closed);
    },
    close: () => socket.end(frame(CLOSE, Buffer.alloc(0))),
  };
}

/** The frame at the beginning, unmasked; undefined until all of it is there. */
function readFrame(bytes: Buffer): Frame | 'broken' | undefined {
  if (bytes.length < 2) return undefined;
  const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
  const short = second & 127;
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  const start = 2 + lengthBytes + 4;
  if (bytes.length < start) return undefined;
  const length =
    lengthBytes === 8 ? Number(bytes.readBigUInt64BE(2)) : lengthBytes === 2 ? bytes.readUInt16BE(2) : short;
  // Clients have to mask what they send.
  if ((second & 128) === 0 || length > LARGEST_FRAME) return 'broken';
  if (bytes.length < start + length) return undefined;
  const mask = bytes.subarray(start - 4, start);
  const payload = Buffer.from(bytes.subarray(start, start + length));
  for (let index = 0; index < length; index++)
    payload[index] = (payload[index] as number) ^ (mask[index % 4] as number);
  return { final: (first & 128) !== 0, opcode: first & 15, payload, size: start + length };
}

function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head.writeUInt8(128 | opcode, 0);
  if (length < 126) {
    head.writeUInt8(length, 1);
  } else if (length < 65_536) {
    head.writeUInt8(126, 1);
    head.writeUInt16BE(length, 2);
  } else {
    head.writeUInt8(127, 1);
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}
