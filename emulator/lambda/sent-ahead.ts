import type { PendingCall } from './calls.ts';
import type { Outbox } from './outbox.ts';
import { BOX_SLOTS } from './protocol.ts';

/** An event that was sent and its number, by which it can be taken back. */
export interface Sent {
  readonly pending: PendingCall;
  readonly number: number;
}

/** The places of the box, less one for the event that runs. */
const MOST_AHEAD = BOX_SLOTS - 1;

/** The events that an environment was sent while it is busy with another, in the order in which it will begin them. */
export class SentAhead {
  readonly #events: Sent[] = [];
  readonly #outbox: Outbox;

  constructor(outbox: Outbox) {
    this.#outbox = outbox;
  }

  get isFull(): boolean {
    return this.#events.length >= MOST_AHEAD;
  }

  get isEmpty(): boolean {
    return this.#events.length === 0;
  }

  push(sent: Sent): void {
    this.#events.push(sent);
  }

  /** The one that the environment is on to now. */
  shift(): Sent | undefined {
    return this.#events.shift();
  }

  /** Takes back what hasn't begun, in order. */
  takeBack(): PendingCall[] {
    const back: PendingCall[] = [];
    for (let last = this.#events.at(-1); last && this.#outbox.takeBack(last.number); last = this.#events.at(-1)) {
      back.unshift(last.pending);
      this.#events.pop();
    }
    return back;
  }
}
