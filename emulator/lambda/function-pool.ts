import { performance } from 'node:perf_hooks';
import type { FunctionConfig } from '../config/types.ts';
import { buildFailureAnswer, failureAnswer } from './answers.ts';
import type { BundleResult } from './bundle.ts';
import type { EnvironmentOwner, InvocationFailure, InvocationTimes, PendingCall } from './calls.ts';
import { ExecutionEnvironment } from './execution-environment.ts';
import type { InvocationLog } from './invocation-log.ts';
import { createPace, SLOW_MS, wantedEnvironments } from './pace.ts';
import type { PoolParts } from './pool-parts.ts';

/**
 * The environments of one function and the calls that wait for them, in order. More environments start only where
 * they help: when handlers take long (they wait for something), not when calls merely come fast, because beyond the
 * number of processors further threads cost throughput.
 */
export class FunctionPool implements EnvironmentOwner {
  config: FunctionConfig;
  readonly environments: Set<ExecutionEnvironment> = new Set();
  readonly #parts: PoolParts;
  readonly #idle: ExecutionEnvironment[] = [];
  /** Busy ones that end after their call: their code is no longer in force, or no call may find a warm one. */
  readonly #outdated = new Set<ExecutionEnvironment>();
  readonly #queue: PendingCall[] = [];
  /** The code that the present environments run. */
  #result: BundleResult | undefined;
  #preparing = false;
  #looking = false;
  #closed = false;
  readonly #pace = createPace();

  constructor(parts: PoolParts) {
    this.config = parts.config;
    this.#parts = parts;
    parts.limit.register(this);
  }

  submit(pending: PendingCall): void {
    if (this.#isCurrent() && this.#queue.length === 0) {
      this.#place(pending);
      return;
    }
    this.#queue.push(pending);
    this.refresh();
  }

  /** performance.now() at which the newest of the calls came that wait; 0 when none does. */
  get newestWaiting(): number {
    return this.#queue.at(-1)?.queuedAt ?? 0;
  }

  /** To be called when the code may have changed: waits for it, and lets environments with old code go. */
  refresh(): void {
    if (!this.#isCurrent()) void this.#prepare();
  }

  /** Ends one idle environment to make room for another function's. False when none is idle. */
  yieldOne(): boolean {
    const environment = this.#idle.shift();
    environment?.end();
    return environment !== undefined;
  }

  /** Ends what has been idle for too long: the last one of the function may stay `lastMs`. */
  endIdle(idleMs: number, lastMs: number): void {
    const now = performance.now();
    for (const environment of [...this.#idle]) {
      if (now - environment.since > (this.environments.size > 1 ? idleMs : lastMs)) environment.end();
    }
  }

  /** Takes no more calls: those that wait are resubmitted, those under way finish, then nothing is left. */
  drain(): void {
    this.#closed = true;
    this.#retire();
    for (const pending of this.#queue.splice(0)) this.#parts.resubmit(pending);
    if (this.environments.size === 0) this.#parts.limit.unregister(this);
  }

  /** The same at once: calls under way are resubmitted, too. */
  close(): void {
    this.drain();
    for (const environment of [...this.environments]) {
      const { running } = environment;
      environment.running = undefined;
      environment.end();
      if (running) this.#parts.resubmit(running);
    }
  }

  settled(environment: ExecutionEnvironment, durationMs: number): void {
    this.#pace.add(durationMs);
    if (this.#outdated.has(environment)) {
      if (!environment.running) environment.end();
      return;
    }
    const mayGoOn = this.#isCurrent();
    if (!environment.running) {
      const next = mayGoOn ? this.#parts.limit.takeNext(this, this.#queue) : 'rest';
      if (next === 'end') {
        environment.end();
        return;
      }
      if (next === 'rest') {
        this.#idle.push(environment);
        return;
      }
      environment.begin(next);
    }
    if (!mayGoOn || !this.#pace.isFast()) return;
    while (this.#queue.length > 0 && !environment.ahead.isFull) environment.offer(this.#queue.shift() as PendingCall);
  }

  ended(environment: ExecutionEnvironment): void {
    this.environments.delete(environment);
    this.#outdated.delete(environment);
    const index = this.#idle.indexOf(environment);
    if (index >= 0) this.#idle.splice(index, 1);
    if (this.#closed && this.environments.size === 0) this.#parts.limit.unregister(this);
    if (this.#queue.length > 0) this.#lookSoon();
  }

  returned(pending: PendingCall): void {
    if (this.#closed) this.#parts.resubmit(pending);
    else this.#queue.unshift(pending);
    this.#lookSoon();
  }

  failed(pending: PendingCall, failure: InvocationFailure, times: InvocationTimes): void {
    const answer = failureAnswer(pending.requestId, failure, times, this.config);
    if (pending.answered) pending.failedLate(answer);
    else pending.resolve(answer);
  }

  get log(): InvocationLog {
    return this.#parts.log;
  }

  #isCurrent(): boolean {
    return this.#result !== undefined && this.#result === this.#parts.bundle.fresh();
  }

  /** Waits for the code, then lets the calls that came in the meantime go on. */
  async #prepare(): Promise<void> {
    if (this.#preparing) return;
    this.#preparing = true;
    const [result] = await Promise.all([this.#parts.bundle.build(), this.#parts.threadsReady]);
    this.#preparing = false;
    if (this.#closed) return;
    if (result !== this.#result) this.#retire();
    this.#result = result;
    this.#submitAgain();
  }

  #submitAgain(): void {
    for (const pending of this.#queue.splice(0)) this.submit(pending);
  }

  #retire(): void {
    for (const environment of [...this.environments]) {
      this.#queue.unshift(...environment.ahead.takeBack());
      if (environment.running) this.#outdated.add(environment);
      else environment.end();
    }
  }

  #place(pending: PendingCall): void {
    const result = this.#result;
    if (result?.kind === 'failed') {
      pending.resolve(buildFailureAnswer(pending.requestId, result.failure, this.config));
      return;
    }
    if (this.#pace.isFast() && this.#leaveToBusy(pending)) return;
    const idle = this.#idle.pop();
    if (idle) {
      idle.begin(pending);
    } else if ((this.environments.size === 0 || this.#parts.cold) && this.#parts.limit.mayStart(this)) {
      this.#start(pending);
    } else {
      this.#queue.push(pending);
      this.#lookSoon();
    }
  }

  /** A fast environment that is busy is sooner done than an idle one is awake. False when none gets on. */
  #leaveToBusy(pending: PendingCall): boolean {
    const before = performance.now() - SLOW_MS;
    let getsOn = false;
    for (const environment of this.environments) {
      if (!environment.running || environment.since < before || this.#outdated.has(environment)) continue;
      getsOn = true;
      if (environment.ahead.isFull || !environment.initialised) continue;
      environment.offer(pending);
      this.#lookSoon();
      return true;
    }
    if (!getsOn) return false;
    this.#queue.push(pending);
    this.#lookSoon();
    return true;
  }

  #start(pending: PendingCall): void {
    const { startThread, initMessage, watchdog } = this.#parts;
    if (this.#result?.kind !== 'built') return;
    const environment = new ExecutionEnvironment(startThread(), initMessage(this.#result.code), this, watchdog);
    this.environments.add(environment);
    if (!pending.initFailed) this.log.initStarted();
    if (this.#parts.cold) this.#outdated.add(environment);
    environment.begin(pending);
  }

  /** Looks after a moment whether somebody waits too long. One look at a time, however many wait. */
  #lookSoon(): void {
    if (this.#looking || this.#closed) return;
    this.#looking = true;
    // The look comes after the messages that arrived while the emulator itself was busy: a late answer is no slow one.
    setTimeout(() => setImmediate(() => this.#look()), SLOW_MS);
  }

  #look(): void {
    this.#looking = false;
    if (this.#closed) return;
    this.#takeBackFromSlow();
    if (this.#queue.length > 0 && !this.#isCurrent()) {
      void this.#prepare();
      return;
    }
    if (this.#idle.length > 0 || this.#result?.kind === 'failed') this.#submitAgain();
    const { cold } = this.#parts;
    const wanted = cold ? this.#queue.length : wantedEnvironments(this.environments, this.#pace);
    for (let more = wanted; more > 0 && this.#queue.length > 0; more--) {
      if (!this.#parts.limit.mayStart(this, this.#queue)) break;
      this.#start(this.#queue.shift() as PendingCall);
    }
    if (this.#queue.length > 0 || [...this.environments].some(({ ahead }) => !ahead.isEmpty)) this.#lookSoon();
  }

  /** What waits behind a call that takes long goes to another environment. */
  #takeBackFromSlow(): void {
    const before = performance.now() - SLOW_MS;
    for (const environment of this.environments) {
      if (environment.since < before) this.#queue.unshift(...environment.ahead.takeBack());
    }
  }
}
