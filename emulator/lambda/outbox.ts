import type { MessagePort } from 'node:worker_threads';
import {
  BOX_BYTES,
  BOX_SLOTS,
  type EventMessage,
  FIRST_CLAIM,
  FIRST_LENGTH,
  FROZEN,
  type InitMessage,
  SENT,
  type ToThread,
} from './protocol.ts';

/** The emulator's end of the way to a thread. */
export interface Outbox {
  sendInit(init: InitMessage): void;
  /** Gives the number by which the event can be taken back. */
  sendEvent(event: EventMessage): number;
  /** True: the thread has not begun this event and never will. */
  takeBack(number: number): boolean;
}

/** Sends events as text through shared memory where they fit, and wakes the thread. */
export function createOutbox(port: MessagePort, signal: Int32Array, box: Uint8Array): Outbox {
  const buffer = Buffer.from(box.buffer);
  let last = 0;

  function sendEvent(event: EventMessage): number {
    const number = ++last;
    const slot = number % BOX_SLOTS;
    // A place whose event has not been claimed may still be read.
    const isFree = Atomics.load(signal, FIRST_CLAIM + slot) === 0;
    const text = isFree && event.clientContext === undefined ? toText(event) : '';
    // A UTF-16 unit takes three bytes at most.
    const fits = text !== '' && text.length * 3 <= BOX_BYTES;
    if (!fits) post({ number, event });
    Atomics.store(signal, FIRST_LENGTH + slot, fits ? buffer.write(text, slot * BOX_BYTES) : 0);
    Atomics.store(signal, FIRST_CLAIM + slot, number);
    wake(number);
    return number;
  }

  function post(message: ToThread): void {
    port.postMessage(message);
  }

  function wake(number: number): void {
    Atomics.store(signal, SENT, number);
    if (Atomics.load(signal, FROZEN) === 1) Atomics.notify(signal, SENT);
  }

  return {
    sendInit(init) {
      post({ number: ++last, init });
      wake(last);
    },
    sendEvent,
    takeBack(number) {
      const slot = FIRST_CLAIM + (number % BOX_SLOTS);
      return Atomics.compareExchange(signal, slot, number, 0) === number;
    },
  };
}

/** Three lines of a head, then the payload as it is. */
function toText({ requestId, traceId = '', qualifier = '', payload }: EventMessage): string {
  return `${requestId}\n${traceId}\n${qualifier}\n${payload}`;
}
