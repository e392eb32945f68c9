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

/** Where an invoker has its events from. */
export interface EventSource {
  /** Hands over the next event, when there is one. */
  take(handle: (event: EventMessage) => void): void;
}

/** What arrives at an environment. Taking blocks the thread: this is how an idle environment is frozen. */
export interface Inbox extends EventSource {
  takeInit(): InitMessage;
}

/** The same for an environment that has no thread of its own to block. */
export interface WaitingInbox {
  nextInit(): Promise<InitMessage>;
  nextEvent(): Promise<EventMessage>;
}

export function createInbox(data: WorkerData): Inbox {
  const messages = createMessages(data);
  return {
    takeInit() {
      messages.block();
      return messages.readInit();
    },
    take(handle) {
      for (;;) {
        messages.block();
        const event = messages.readEvent();
        if (event) {
          handle(event);
          return;
        }
      }
    },
  };
}

export function createWaitingInbox(data: WorkerData): WaitingInbox {
  const messages = createMessages(data);
  return {
    async nextInit() {
      await messages.wait();
      return messages.readInit();
    },
    async nextEvent() {
      for (;;) {
        await messages.wait();
        const event = messages.readEvent();
        if (event) return event;
      }
    },
  };
}

interface Messages {
  /** Stops the thread until the next message is there. */
  block(): void;
  wait(): Promise<void>;
  /** To be called when a message is there: an event that was taken back is undefined. */
  readInit(): InitMessage;
  readEvent(): EventMessage | undefined;
}

function createMessages({ port, signal, box }: WorkerData): Messages {
  const buffer = Buffer.from(box.buffer);
  let taken = 0;
  const isThere = (): boolean => load(signal, SENT) !== taken;

  return {
    block() {
      if (isThere()) return;
      // Said before the wait looks at the number: a message that comes in between changes it, and the wait ends at once.
      store(signal, FROZEN, 1);
      while (!isThere()) wait(signal, SENT, taken);
      store(signal, FROZEN, 0);
    },
    async wait() {
      if (isThere()) return;
      store(signal, FROZEN, 1);
      while (!isThere()) await waitAsync(signal, SENT, taken).value;
      store(signal, FROZEN, 0);
    },
    readInit() {
      taken++;
      return (receive(port) as Extract<ToThread, { init: unknown }>).init;
    },
    readEvent() {
      const number = ++taken;
      const slot = number % BOX_SLOTS;
      const length = load(signal, FIRST_LENGTH + slot);
      // Read before it is claimed: a place whose event is claimed or taken back may be written again.
      const text = length > 0 ? buffer.toString('utf8', slot * BOX_BYTES, slot * BOX_BYTES + length) : '';
      const isMine = compareExchange(signal, FIRST_CLAIM + slot, number, 0) === number;
      if (!isMine) return undefined;
      return length > 0 ? fromText(text) : receiveEvent(port, number);
    },
  };
}

/** Kept as they are: a function that replaces them would leave its idle thread spinning. */
const { compareExchange, load, store, wait } = Atomics;

/** In Node since 16, in TypeScript's library since ES2024. */
const { waitAsync } = Atomics as unknown as {
  waitAsync(array: Int32Array, index: number, value: number): { readonly value: Promise<string> | string };
};

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
