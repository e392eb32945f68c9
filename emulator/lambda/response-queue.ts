import type { PayloadSink } from './calls.ts';

interface Waiting {
  readonly bytes: Uint8Array;
  readonly taken: () => void;
}

/**
 * A streamed response between its environment and its one reader. The reader's pace is the writer's: bytes count as
 * taken when the reader asks for more. A reader that stops lets the rest go nowhere; the caller that leaves ends the
 * invocation.
 */
export class ResponseQueue implements PayloadSink, AsyncIterable<Uint8Array> {
  /** Resolves with the response's content type when its first bytes are there. */
  readonly begun: Promise<string>;
  #begin: (contentType: string) => void = () => {};
  readonly #waiting: Waiting[] = [];
  #wake: (() => void) | undefined;
  #isEnded = false;
  #isAbandoned = false;
  #hasLeft = false;
  #end: () => unknown = () => {};

  constructor() {
    this.begun = new Promise((resolve) => {
      this.#begin = resolve;
    });
  }

  write(bytes: Uint8Array, contentType: string, taken: () => void): void {
    this.#begin(contentType);
    if (this.#isAbandoned || bytes.length === 0) {
      taken();
      return;
    }
    this.#waiting.push({ bytes, taken });
    this.#wake?.();
  }

  /** Later for one that has left already: an environment that begins a call must not end in the middle of that. */
  endsBy(end: () => unknown): void {
    this.#end = end;
    if (this.#hasLeft) setImmediate(end);
  }

  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  /** The caller has gone. */
  leave(): void {
    this.#hasLeft = true;
    this.abandon();
    this.#end();
  }

  /** Nobody reads any more. */
  abandon(): void {
    this.#isAbandoned = true;
    for (const { taken } of this.#waiting.splice(0)) taken();
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const next = this.#waiting.shift();
        if (next) {
          yield next.bytes;
          next.taken();
        } else if (this.#isEnded || this.#isAbandoned) {
          return;
        } else {
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
        }
      }
    } finally {
      this.abandon();
    }
  }
}
