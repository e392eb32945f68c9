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
    const head = headOf(event);
    // A UTF-16 unit takes three bytes at most.
    const fits = (head.length + event.payload.length) * 3 <= BOX_BYTES;
    const isText = isFree && fits && event.clientContext === undefined;
    if (!isText) post({ number, event });
    Atomics.store(signal, FIRST_LENGTH + slot, isText ? write(slot * BOX_BYTES, head, event.payload) : 0);
    Atomics.store(signal, FIRST_CLAIM + slot, number);
    wake(number);
    return number;
  }

  /** One after the other: put together, the payload would stay in the pieces it was made of as long as its call lasts. */
  function write(start: number, head: string, payload: string): number {
    const length = buffer.write(head, start);
    return length + buffer.write(payload, start + length);
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

/** The three lines in front of the payload. */
function headOf({ requestId, traceId = '', qualifier = '' }: EventMessage): string {
  return `${requestId}\n${traceId}\n${qualifier}\n`;
}
