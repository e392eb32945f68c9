import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
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
  type WorkerData,
} from '../protocol.ts';

/** What arrives at an environment. Taking blocks the thread: this is how an idle environment is frozen. */
export interface Inbox {
  takeInit(): InitMessage;
  takeEvent(): EventMessage;
}

export function createInbox({ port, signal, box }: WorkerData): Inbox {
  const buffer = Buffer.from(box.buffer);
  let taken = 0;

  /** Gives the number of the next message when it is there. */
  function next(): number {
    if (Atomics.load(signal, SENT) === taken) {
      // Said before the wait looks at the number: a message that comes in between changes it, and the wait ends at once.
      Atomics.store(signal, FROZEN, 1);
      while (Atomics.load(signal, SENT) === taken) Atomics.wait(signal, SENT, taken);
      Atomics.store(signal, FROZEN, 0);
    }
    return ++taken;
  }

  function takeEvent(): EventMessage {
    for (;;) {
      const number = next();
      const slot = number % BOX_SLOTS;
      const length = Atomics.load(signal, FIRST_LENGTH + slot);
      // Read before it is claimed: a place whose event is claimed or taken back may be written again.
      const text = length > 0 ? buffer.toString('utf8', slot * BOX_BYTES, slot * BOX_BYTES + length) : '';
      const isMine = Atomics.compareExchange(signal, FIRST_CLAIM + slot, number, 0) === number;
      if (isMine) return length > 0 ? fromText(text) : receiveEvent(port, number);
    }
  }

  return {
    takeInit() {
      next();
      return (receive(port) as Extract<ToThread, { init: unknown }>).init;
    },
    takeEvent,
  };
}

function receive(port: MessagePort): ToThread {
  return receiveMessageOnPort(port)?.message as ToThread;
}

/** Events that were taken back are still in the port. */
function receiveEvent(port: MessagePort, number: number): EventMessage {
  for (;;) {
    const message = receive(port) as Extract<ToThread, { event: unknown }>;
    if (message.number === number) return message.event;
  }
}

function fromText(text: string): EventMessage {
  const first = text.indexOf('\n');
  const second = text.indexOf('\n', first + 1);
  const third = text.indexOf('\n', second + 1);
  return {
    requestId: text.slice(0, first),
    traceId: text.slice(first + 1, second) || undefined,
    qualifier: text.slice(second + 1, third) || undefined,
    payload: text.slice(third + 1),
    clientContext: undefined,
  };
}
