import type { MessagePort } from 'node:worker_threads';

/**
 * What the emulator and an execution environment's thread say to each other over their one port. The hot messages
 * are the cheapest shapes that measured well: an event is an array, a result is the bare JSON text.
 */

/** Handed over when the thread starts, before it is known which function it will run. */
export interface WorkerData {
  readonly port: MessagePort;
  /** Shared between both sides; its slots are named below. */
  readonly signal: Int32Array;
}

/** Counts messages to the thread: a frozen environment waits for it to change. */
export const WAKE = 0;
/** Counts log messages that the emulator has taken, so that a thread that floods it can wait. */
export const LOGS_TAKEN = 1;
/**
 * First of CLAIM_SLOTS places that hold the number of an event that was sent and not yet begun. Whoever swaps the
 * number for 0 owns the event: the thread begins it, or the emulator takes it back to give it to another environment.
 */
export const FIRST_CLAIM = 2;
export const CLAIM_SLOTS = 4;
export const SIGNAL_SLOTS: number = FIRST_CLAIM + CLAIM_SLOTS;

/** A log message more than this many ahead of the emulator makes the thread wait. */
export const LOGS_AHEAD = 1000;

/** The place of event `number` among the claims; at most two events are under way, so no two share one. */
export function claimSlot(number: number): number {
  return FIRST_CLAIM + (number % CLAIM_SLOTS);
}

/** The first message to a thread: from now on it is an environment of this function. */
export interface InitMessage {
  readonly environment: Readonly<Record<string, string>>;
  readonly code: FunctionCode;
  /** The whole handler string, for messages: `functions/allPets.handler`. */
  readonly handler: string;
  /** The export inside the module: `handler`, or `api.get` for a nested one. */
  readonly exportPath: string;
  /** nodejs24.x refuses handlers that take a callback. */
  readonly callbackHandlers: boolean;
  readonly timeoutMs: number;
  /** ARN without a qualifier. */
  readonly functionArn: string;
}

/** A built function: CommonJS is handed over as text, an ES module as the file that holds it. */
export type FunctionCode =
  | { readonly format: 'cjs'; readonly file: string; readonly text: string }
  | { readonly format: 'esm'; readonly file: string; readonly url: string };

/** One event. `number` is its claim; the rest is what FunctionCall carries. */
export type EventMessage = readonly [
  number: number,
  requestId: string,
  payload: string,
  traceId: string | undefined,
  qualifier: string | undefined,
  clientContext: string | undefined,
];

/** What the thread sends; a bare string is the JSON text of a result. */
export type WorkerMessage = string | ReportMessage;

export type ReportMessage =
  /** The handler is loaded. */
  | readonly [kind: 'init', milliseconds: number]
  /** Loading it failed: the environment is of no use. */
  | readonly [kind: 'init-error', payload: string, origin: string]
  /** The handler failed; the environment goes on. `origin` is the stack that shows the user's line. */
  | readonly [kind: 'error', payload: string, origin: string]
  /** An exception nobody caught: the thread ends itself after this. */
  | readonly [kind: 'fatal', payload: string, origin: string]
  /** The event is not JSON; the handler wasn't called. */
  | readonly [kind: 'bad-event']
  /** The function ended its process by a signal; the thread ends itself after this. */
  | readonly [kind: 'signal', name: string]
  | readonly [kind: 'log', stream: 'stdout' | 'stderr', requestId: string | undefined, text: string];
