import type { InvocationFailure, InvocationTimes, PendingCall } from './calls.ts';
import type { InvocationLog } from './invocation-log.ts';
import { createLogIntake } from './log-intake.ts';
import { type LogStream, MEMORY } from './protocol.ts';

/**
 * The log lines around the call that an environment runs. START comes with the first line or the end, when it is sure
 * that the event is one: Lambda refuses what is no JSON without a line.
 */
export class RunningLog {
  readonly #log: InvocationLog;
  readonly #signal: Int32Array;
  readonly #intake: { taken(text: string): void };
  #started: PendingCall | undefined;

  constructor(log: InvocationLog, signal: Int32Array) {
    this.#log = log;
    this.#signal = signal;
    this.#intake = createLogIntake(signal);
  }

  wrote(running: PendingCall | undefined, stream: LogStream, requestId: string | undefined, text: string): void {
    if (requestId !== undefined && running?.requestId === requestId) this.#start(running);
    this.#log.wrote(stream, requestId, text);
    this.#intake.taken(text);
  }

  initFailed(durationMs: number, phase: 'init' | 'invoke', lost: InvocationFailure): void {
    this.#log.initFailed(durationMs, phase, lost);
  }

  ended(running: PendingCall, times: InvocationTimes, lost?: InvocationFailure): void {
    this.#start(running);
    this.#log.ended(running, times, Atomics.load(this.#signal, MEMORY), lost);
  }

  #start(running: PendingCall): void {
    if (this.#started === running) return;
    this.#started = running;
    this.#log.began(running);
  }
}
