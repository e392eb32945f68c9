import type { PayloadSink } from './calls.ts';

interface Waiting {
  readonly bytes: Uint8Array;
  readonly taken: () => void;
}

/**
 * A streamed response between its environment and its one reader. The reader's pace is the writer's: bytes count as
 * taken when the reader asks for more. A reader that leaves lets the rest go nowhere, and the handler runs on.
 */
export class ResponseQueue implements PayloadSink, AsyncIterable<Uint8Array> {
  /** Resolves with the response's content type when its first bytes are there. */
  readonly begun: Promise<string>;
  #begin: (contentType: string) => void = () => {};
  readonly #waiting: Waiting[] = [];
  #wake: (() => void) | undefined;
  #isEnded = false;
  #isAbandoned = false;

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

  end(): void {
    this.#isEnded = true;
    this.#wake?.();
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
