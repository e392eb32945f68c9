import type { MessagePort } from 'node:worker_threads';

/**
 * What the emulator and an execution environment's thread say to each other. The hot messages are the cheapest that
 * were measured: an event goes as text through shared memory, because a message to a port costs both sides a system
 * call more; its result is the bare JSON text over the port, which wakes the emulator.
 */

/** Handed over when the thread starts, before it is known which function it will run. */
export interface WorkerData {
  readonly port: MessagePort;
  /** Shared between both sides; its slots are named below. */
  readonly signal: Int32Array;
  /** Shared, too: BOX_SLOTS places for the text of an event. */
  readonly box: Uint8Array;
}

/** Number of the last message to the thread: a frozen environment waits for it to change. */
export const SENT = 0;
/** Weight of the log messages that the emulator has taken, so that a thread that floods it can wait. */
export const LOGS_TAKEN = 1;
/** Microseconds that the last answered event took inside of the thread. */
export const DURATION = 2;
/** 1 while the thread is frozen: only then has the emulator to wake it, which is a system call. */
export const FROZEN = 3;
/** Megabytes of memory that the thread had at its largest, as far as it has looked. */
export const MEMORY = 4;
/** The system's number of the thread; 0 where it doesn't tell. */
export const THREAD_ID = 5;
/**
 * First of BOX_SLOTS places that hold the number of an event that was sent and not yet begun. Whoever swaps the
 * number for 0 owns the event: the thread begins it, or the emulator takes it back to give it to another environment.
 */
export const FIRST_CLAIM = 6;
export const BOX_SLOTS = 16;
/** First of BOX_SLOTS places for the bytes of the text in the box; 0: the event came over the port. */
export const FIRST_LENGTH: number = FIRST_CLAIM + BOX_SLOTS;
export const SIGNAL_SLOTS: number = FIRST_LENGTH + BOX_SLOTS;
/** Bytes of one place in the box. */
export const BOX_BYTES = 16_384;

/** Bytes that a buffered answer may have, as AWS's own message says. */
export const LARGEST_RESULT = 6_291_556;

/** Log messages that weigh more than this and that the emulator has not taken yet make the thread wait. */
export const LOGS_AHEAD = 1000;

/** What a log message weighs: one of the longest is as much as may lie between the thread and the emulator. */
export function logWeight(text: string): number {
  return 1 + (text.length >> 8);
}

/** Characters of a log event: CloudWatch cuts what is longer. */
export const LONGEST_LOG_TEXT = 262_144;

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
  /** Number of debuggers that are attached to the process, shared with it: time stands still while there are any. */
  readonly debuggers: Int32Array;
  /** ARN without a qualifier. */
  readonly functionArn: string;
}

/**
 * A built function: CommonJS is handed over as text, an ES module as the file that holds it. `cacheFile` is for the
 * compiled code of packages outside of it.
 */
export type FunctionCode =
  | { readonly format: 'cjs'; readonly file: string; readonly cacheFile: string; readonly text: string }
  | { readonly format: 'esm'; readonly file: string; readonly cacheFile: string; readonly url: string };

/** One event, as FunctionCall carries it. */
export interface EventMessage {
  readonly requestId: string;
  readonly payload: string;
  readonly traceId: string | undefined;
  readonly qualifier: string | undefined;
  readonly clientContext: string | undefined;
}

/** The value of an event's text, of which an empty one means `{}`. Throws a SyntaxError. */
export function parseEvent(payload: string): unknown {
  return JSON.parse(payload === '' ? '{}' : payload);
}

/** What goes over the port to the thread. The first is always number 1. */
export type ToThread =
  | { readonly number: number; readonly init: InitMessage }
  /** An event that is too large for the box, or has what its text has no place for. */
  | { readonly number: number; readonly event: EventMessage };

/** What the thread sends; a bare string is the JSON text of a result. */
export type WorkerMessage = string | ReportMessage;

/** `runtime`: what Lambda's runtime writes itself, such as the error of a handler. */
export type LogStream = 'stdout' | 'stderr' | 'runtime';

export type ReportMessage =
  /** The handler is loaded; one that streams says on which port it wants to hear how much was taken. */
  | readonly [kind: 'init', milliseconds: number, taken?: MessagePort]
  /** Loading it failed: the environment is of no use. */
  | readonly [kind: 'init-error', payload: string, origin: string]
  /** The handler failed; the environment goes on. `origin` is the stack that shows the user's line. */
  | readonly [kind: 'error', payload: string, origin: string]
  /** An exception nobody caught: the thread ends itself after this. */
  | readonly [kind: 'fatal', payload: string, origin: string]
  /** The event is not JSON; the handler wasn't called. */
  | readonly [kind: 'bad-event']
  | StreamMessage
  /** A process that the function has begun. */
  | readonly [kind: 'child', pid: number, state: 'runs' | 'ended']
  /** The function ended its process by a signal; the thread ends itself after this. */
  | readonly [kind: 'signal', name: string]
  | readonly [kind: 'log', stream: LogStream, requestId: string | undefined, text: string];

/** What a streaming handler's invocation says, in this order. */
export type StreamMessage =
  | readonly [kind: 'chunk', response: number, bytes: Uint8Array<ArrayBuffer>, contentType: string]
  /** The handler has returned, and its response is not ended. */
  | readonly [kind: 'stream-open']
  /** The response is complete. */
  | readonly [kind: 'stream-end', contentType: string]
  /** The response ends with an error. */
  | readonly [kind: 'stream-error', payload: string, origin: string]
  /** The environment is ready for the next event. */
  | readonly [kind: 'done'];

/** The emulator's answer to chunks: bytes of this response that somebody took. */
export type TakenMessage = readonly [response: number, bytes: number];
