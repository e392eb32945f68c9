import { getDefaultHighWaterMark, Writable } from 'node:stream';
import { InvalidStreamingOperation } from './runtime-errors.ts';

/** What a stream hands its bytes to. */
export interface ChunkSender {
  /** Calls back when more may be sent. The bytes are copied before it returns. */
  send(chunk: Uint8Array, contentType: string, done: () => void): void;
  /** Everything was sent: the response is complete. */
  finish(contentType: string): void;
  /** It was destroyed before it was finished. */
  broken(error: Error): void;
}

/** What a streaming handler gets as its second argument, as far as the runtime's own code knows it. */
export interface ResponseStream {
  setContentType(contentType: string): void;
  end(): void;
  readonly writableEnded: boolean;
  /** Called in front of the first `write` with a function that writes. */
  _onBeforeFirstWrite?: (write: (chunk: string | Uint8Array) => void) => void;
}

/**
 * The stream that a handler writes its response to. As in ResponseStream.js of the Node runtime it is not the writable
 * stream itself but an object with these of its members; anything that is no text and no bytes is written as JSON.
 */
export function createResponseStream(sender: ChunkSender, highWaterMark: number | undefined): ResponseStream {
  const inner = new SendingStream(sender, highWaterMark);
  const facade: Record<string, unknown> = {};
  for (const name of METHODS) facade[name] = inner[name].bind(inner);
  for (const name of [...READ_WRITE, ...READ_ONLY]) {
    const isWritable = (READ_WRITE as readonly string[]).includes(name);
    Object.defineProperty(facade, name, {
      get: () => inner[name],
      ...(isWritable && { set: (value: never) => Object.assign(inner, { [name]: value }) }),
    });
  }
  return facade as unknown as ResponseStream;
}

const METHODS = [
  'cork',
  'destroy',
  'end',
  'uncork',
  'write',
  'addListener',
  'emit',
  'eventNames',
  'getMaxListeners',
  'listenerCount',
  'listeners',
  'off',
  'on',
  'once',
  'prependListener',
  'prependOnceListener',
  'rawListeners',
  'removeAllListeners',
  'removeListener',
  'setMaxListeners',
  'setContentType',
] as const;

const READ_WRITE = ['destroyed', 'writable', '_onBeforeFirstWrite'] as const;

const READ_ONLY = [
  'writableFinished',
  'writableObjectMode',
  'writableEnded',
  'writableNeedDrain',
  'writableHighWaterMark',
  'writableCorked',
  'writableLength',
] as const;

type Callback = (error?: Error | null) => void;

class SendingStream extends Writable implements ResponseStream {
  _onBeforeFirstWrite?: (write: (chunk: string | Uint8Array) => void) => void;
  readonly #sender: ChunkSender;
  #contentType = 'application/octet-stream';
  #isWritten = false;

  constructor(sender: ChunkSender, highWaterMark = getDefaultHighWaterMark(false)) {
    super({ highWaterMark });
    this.#sender = sender;
    // Without a listener an error would be uncaught: whoever destroys the stream ends the environment by `broken`.
    this.on('error', () => {});
  }

  setContentType(contentType: string): void {
    if (this.#isWritten) throw new InvalidStreamingOperation('Cannot set content-type, too late.');
    this.#contentType = contentType;
  }

  override write(chunk: unknown, encoding?: BufferEncoding | Callback, callback?: Callback): boolean {
    if (!this.#isWritten) this._onBeforeFirstWrite?.((first) => this.#writeAsIs(first));
    const isRaw = typeof chunk === 'string' || Buffer.isBuffer(chunk) || chunk?.constructor === Uint8Array;
    const more = this.#writeAsIs(isRaw ? chunk : JSON.stringify(chunk), encoding, callback);
    this.#isWritten = true;
    return more;
  }

  /** The runtime looks at the first argument alone, and what is written here gets no prelude in front. */
  override end(chunkOrCallback?: unknown): this {
    return super.end(chunkOrCallback as () => void);
  }

  #writeAsIs(chunk: unknown, encoding?: BufferEncoding | Callback, callback?: Callback): boolean {
    return typeof encoding === 'function'
      ? super.write(chunk, encoding)
      : super.write(chunk, encoding as BufferEncoding, callback);
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#sender.send(chunk, this.#contentType, done);
  }

  override _final(done: () => void): void {
    this.#sender.finish(this.#contentType);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.writableFinished) this.#sender.broken(error ?? new SocketHangUp());
    done(error);
  }
}

/** What Node's HTTP client makes of a request that is given up, which the stream is in the real runtime. */
class SocketHangUp extends Error {
  readonly code = 'ECONNRESET';

  constructor() {
    super('socket hang up');
    this.name = 'Error';
  }
}
