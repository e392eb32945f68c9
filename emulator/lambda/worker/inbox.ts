import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { claimSlot, type EventMessage, type InitMessage, WAKE } from '../protocol.ts';

/** What arrives at an environment. Taking blocks the thread: this is how an idle environment is frozen. */
export interface Inbox {
  takeInit(): InitMessage;
  takeEvent(): EventMessage;
}

export function createInbox(port: MessagePort, signal: Int32Array): Inbox {
  return {
    takeInit: () => take(port, signal) as InitMessage,
    takeEvent() {
      for (;;) {
        const event = take(port, signal) as EventMessage;
        if (claim(signal, event[0])) return event;
      }
    },
  };
}

function take(port: MessagePort, signal: Int32Array): unknown {
  for (;;) {
    // Read before looking: a message that comes in between changes the count, and the wait ends at once.
    const seen = Atomics.load(signal, WAKE);
    const received = receiveMessageOnPort(port);
    if (received) return received.message;
    Atomics.wait(signal, WAKE, seen);
  }
}

/** False when the emulator has taken the event back in the meantime. */
function claim(signal: Int32Array, number: number): boolean {
  return Atomics.compareExchange(signal, claimSlot(number), number, 0) === number;
}
