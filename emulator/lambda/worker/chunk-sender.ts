import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { ReportMessage, TakenMessage } from '../protocol.ts';
import type { ChunkSender } from './response-stream.ts';

/** Sends a streaming handler's responses to the emulator, one after the other. */
export interface ResponseSender {
  /** The end of the channel on which the emulator says how much of a response was taken from it. */
  readonly emulatorEnd: MessagePort;
  /**
   * What one response is sent with; `finished` gives the message that ends it. Until it is finished or broken the event
   * loop has something to wait for.
   */
  begin(events: { finished: (contentType: string) => ReportMessage; broken: (error: Error) => void }): ChunkSender;
}

/** Bytes that may lie between the thread and whoever reads its response. Behind them a slow reader slows the handler. */
const WINDOW_BYTES = 262_144;

export function createResponseSender(port: MessagePort): ResponseSender {
  const { port1: acknowledgements, port2: emulatorEnd } = new MessageChannel();
  let response = 0;
  let underWay = 0;
  let waiting: (() => void) | undefined;

  acknowledgements.on('message', ([number, bytes]: TakenMessage) => {
    if (number !== response) return;
    underWay -= bytes;
    if (underWay < WINDOW_BYTES) goOn();
  });
  // Listening refs a port: it is to keep the event loop alive only while a response is open.
  acknowledgements.unref();

  function goOn(): void {
    const done = waiting;
    waiting = undefined;
    done?.();
  }

  function post(message: ReportMessage, transfer: ArrayBuffer[] = []): void {
    port.postMessage(message, transfer);
  }

  return {
    emulatorEnd,
    begin({ finished, broken }) {
      const number = ++response;
      underWay = 0;
      waiting = undefined;
      acknowledgements.ref();

      // A response that is over: what is written to it belongs to nobody.
      const isOpen = (): boolean => number === response;
      function close(): void {
        response++;
        acknowledgements.unref();
        goOn();
      }

      return {
        send(chunk, contentType, done) {
          if (!isOpen()) return done();
          // A copy of its own: a Buffer is often a part of a larger piece of memory that others use, too.
          const bytes = Uint8Array.prototype.slice.call(chunk);
          underWay += bytes.length;
          post(['chunk', number, bytes, contentType], [bytes.buffer]);
          if (underWay < WINDOW_BYTES) done();
          else waiting = done;
        },
        finish(contentType) {
          if (!isOpen()) return;
          close();
          post(finished(contentType));
        },
        broken(error) {
          if (!isOpen()) return;
          close();
          broken(error);
        },
      };
    },
  };
}
