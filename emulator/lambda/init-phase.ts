import type { InvocationFailure, InvocationTimes, PendingCall } from './calls.ts';

/** Lambda gives the init phase ten seconds. */
const INIT_LIMIT_MS = 10_000;

/**
 * The init phase of an environment. One that fails is tried once more, as a part of the invocation that waits for it:
 * within the function's time-out, and the time counts as the invocation's (Lambda Developer Guide, "Understanding the
 * Lambda execution environment lifecycle").
 */
export class InitPhase {
  /** The handler is loaded. */
  isOver = false;
  /** The function's. */
  readonly timeoutMs: number;
  #durationMs: number | undefined;
  #isPartOfInvoke = false;

  constructor(timeoutMs: number) {
    this.timeoutMs = timeoutMs;
  }

  /** To be called with the call that the environment was started for. */
  startedFor({ initFailed = false }: PendingCall): void {
    this.#isPartOfInvoke = initFailed && !this.isOver;
  }

  /** Milliseconds that what runs now may take. */
  get limitMs(): number {
    return this.isOver || this.#isPartOfInvoke ? this.timeoutMs : INIT_LIMIT_MS;
  }

  /** As the log calls it. */
  get phase(): 'init' | 'invoke' {
    return this.#isPartOfInvoke ? 'invoke' : 'init';
  }

  /** The handler is loaded. True when the time of the invocation begins only now. */
  end(durationMs: number): boolean {
    this.isOver = true;
    this.#durationMs = durationMs;
    return !this.#isPartOfInvoke;
  }

  /** The environment is lost: does its call get another? That one begins with its second attempt. */
  isTriedAgain(pending: PendingCall, { kind }: InvocationFailure): boolean {
    if (this.isOver || pending.initFailed || kind === 'client-left') return false;
    pending.initFailed = true;
    return true;
  }

  /** The times of a call whose handler took so long. */
  timesOf(handlerMs: number): InvocationTimes {
    if (this.#durationMs === undefined) return { durationMs: handlerMs };
    if (this.#isPartOfInvoke) return { durationMs: handlerMs + this.#durationMs };
    return { durationMs: handlerMs, initDurationMs: this.#durationMs };
  }

  /** The first call has its answer: later ones had no init phase. */
  forget(): void {
    this.#durationMs = undefined;
  }
}
