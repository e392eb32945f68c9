import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { FunctionConfig } from '../config/types.ts';
import type { Bundle, BundleResult } from './bundle.ts';
import type { EnvironmentLimit } from './environment-limit.ts';
import { buildFailurePayload } from './error-payload.ts';
import {
  type EnvironmentOwner,
  ExecutionEnvironment,
  type InvocationFailure,
  type InvocationTimes,
  type PendingCall,
} from './execution-environment.ts';
import { explainBuildFailure, explainInvocationFailure } from './explain-failure.ts';
import type { FunctionCode, InitMessage } from './protocol.ts';
import { refuseEvent } from './refusals.ts';
import type { EnvironmentThread } from './spare-threads.ts';
import type { Watchdog } from './watchdog.ts';

/** What a pool needs from the service around it. */
export interface PoolParts {
  readonly config: FunctionConfig;
  /** As the runtime's error names the module: the last part of its path. */
  readonly moduleName: string;
  readonly bundle: Bundle;
  readonly limit: EnvironmentLimit;
  readonly watchdog: Watchdog;
  /** Resolves when threads can be started. */
  readonly threadsReady: Promise<void>;
  startThread(): EnvironmentThread;
  initMessage(code: FunctionCode): InitMessage;
  printed(stream: 'stdout' | 'stderr', requestId: string | undefined, text: string): void;
}

/** Below this average a handler is fast: a second event is sent ahead, and one environment serves many callers. */
const FAST_MS = 1;
/** A call that runs this long is slow, and those who wait for it get environments of their own. */
const SLOW_MS = 10;
/** Threads that compute don't get faster by being more than these. */
const PROCESSORS = availableParallelism();
/** How many environments of one function start at the same time: each takes a processor for its start. */
const STARTING_AT_ONCE = 2;

/**
 * The environments of one function and the calls that wait for them, in order. More environments start only where
 * they help: when handlers take long (they wait for something), not when calls merely come fast, because beyond the
 * number of processors further threads cost throughput.
 */
export class FunctionPool implements EnvironmentOwner {
  config: FunctionConfig;
  readonly #parts: PoolParts;
  readonly #environments = new Set<ExecutionEnvironment>();
  readonly #idle: ExecutionEnvironment[] = [];
  /** Busy ones with code that is no longer in force: they end after their call. */
  readonly #outdated = new Set<ExecutionEnvironment>();
  #queue: PendingCall[] = [];
  /** The code that the present environments run. */
  #result: BundleResult | undefined;
  #preparing = false;
  #looking = false;
  #closed = false;
  /** Moving average of what a call takes; unknown until the first is done. */
  #averageMs = Number.POSITIVE_INFINITY;

  constructor(parts: PoolParts) {
    this.config = parts.config;
    this.#parts = parts;
    parts.limit.register(this);
  }

  get environments(): ReadonlySet<ExecutionEnvironment> {
    return this.#environments;
  }

  submit(pending: PendingCall): void {
    if (!this.#isCurrent()) {
      this.#queue.push(pending);
      void this.#prepare();
    } else if (this.#queue.length > 0) {
      this.#queue.push(pending);
    } else {
      this.#place(pending);
    }
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
      if (now - environment.since > (this.#environments.size > 1 ? idleMs : lastMs)) environment.end();
    }
  }

  /** Takes no more calls and ends when those under way are answered. Gives back the calls that wait. */
  drain(): PendingCall[] {
    this.#closed = true;
    this.#retire();
    if (this.#environments.size === 0) this.#parts.limit.unregister(this);
    return this.#queue.splice(0);
  }

  /** Ends everything at once and gives back the calls that have no answer. */
  close(): PendingCall[] {
    this.#closed = true;
    this.#parts.limit.unregister(this);
    const unanswered = this.#queue.splice(0);
    for (const environment of [...this.#environments]) {
      if (environment.running) unanswered.push(environment.running);
      environment.running = undefined;
      environment.end();
    }
    unanswered.push(...this.#queue.splice(0));
    return unanswered;
  }

  settled(environment: ExecutionEnvironment, durationMs: number): void {
    this.#averageMs = Number.isFinite(this.#averageMs)
      ? this.#averageMs + (durationMs - this.#averageMs) / 16
      : durationMs;
    if (this.#outdated.has(environment)) {
      if (!environment.running) environment.end();
      return;
    }
    const mayGoOn = this.#isCurrent();
    if (!environment.running) {
      const next = mayGoOn ? this.#queue.shift() : undefined;
      if (!next) {
        this.#idle.push(environment);
        return;
      }
      environment.begin(next);
    }
    if (mayGoOn && this.#averageMs < FAST_MS && this.#queue.length > 0 && !environment.offered) {
      environment.offer(this.#queue.shift() as PendingCall);
    }
  }

  ended(environment: ExecutionEnvironment): void {
    this.#environments.delete(environment);
    this.#outdated.delete(environment);
    const index = this.#idle.indexOf(environment);
    if (index >= 0) this.#idle.splice(index, 1);
    if (this.#closed && this.#environments.size === 0) this.#parts.limit.unregister(this);
    if (this.#queue.length > 0) this.#lookSoon();
  }

  returned(pending: PendingCall): void {
    this.#queue.unshift(pending);
    this.#lookSoon();
  }

  failed(pending: PendingCall, failure: InvocationFailure, times: InvocationTimes): void {
    pending.resolve({
      kind: 'answer',
      requestId: pending.requestId,
      payload: failure.payload,
      functionError: 'Unhandled',
      explanation: explainInvocationFailure(failure, this.config),
      ...times,
    });
  }

  refusedEvent(pending: PendingCall): void {
    pending.resolve(refuseEvent(pending.requestId, pending.call.payload));
  }

  printed(stream: 'stdout' | 'stderr', requestId: string | undefined, text: string): void {
    this.#parts.printed(stream, requestId, text);
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
    const waiting = this.#queue;
    this.#queue = [];
    for (const pending of waiting) this.submit(pending);
  }

  #retire(): void {
    for (const environment of [...this.#environments]) {
      const offered = environment.takeBack();
      if (offered) this.#queue.unshift(offered);
      if (environment.running) this.#outdated.add(environment);
      else environment.end();
    }
  }

  #place(pending: PendingCall): void {
    const result = this.#result;
    if (result?.kind === 'failed') {
      this.#failBuild(pending, result);
      return;
    }
    const idle = this.#idle.pop();
    if (idle) {
      idle.begin(pending);
      return;
    }
    if (this.#environments.size === 0 && this.#parts.limit.mayStart(this)) {
      this.#start(pending);
      return;
    }
    const open = this.#averageMs < FAST_MS ? this.#openForOffer() : undefined;
    if (open) open.offer(pending);
    else this.#queue.push(pending);
    this.#lookSoon();
  }

  #openForOffer(): ExecutionEnvironment | undefined {
    for (const environment of this.#environments) {
      if (environment.running && !environment.offered && environment.initialised && !this.#outdated.has(environment)) {
        return environment;
      }
    }
    return undefined;
  }

  #start(pending: PendingCall): void {
    const { startThread, initMessage, watchdog } = this.#parts;
    if (this.#result?.kind !== 'built') return;
    const environment = new ExecutionEnvironment(startThread(), initMessage(this.#result.code), this, watchdog);
    this.#environments.add(environment);
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
    while (this.#idle.length > 0 && this.#queue.length > 0) this.#idle.pop()?.begin(this.#queue.shift() as PendingCall);
    for (let more = this.#wanted(); more > 0 && this.#queue.length > 0; more--) {
      if (!this.#parts.limit.mayStart(this, this.#queue)) break;
      this.#start(this.#queue.shift() as PendingCall);
    }
    if (this.#queue.length > 0 || this.#someOffered()) this.#lookSoon();
  }

  /** What waits behind a call that takes long goes to another environment. */
  #takeBackFromSlow(): void {
    const before = performance.now() - SLOW_MS;
    for (const environment of this.#environments) {
      const back = environment.since < before ? environment.takeBack() : undefined;
      if (back) this.#queue.unshift(back);
    }
  }

  /** How many environments to start now: none while the present ones are fast, or while more would not help. */
  #wanted(): number {
    if (this.#environments.size === 0) return 1;
    let starting = 0;
    let slow = this.#averageMs >= FAST_MS;
    let waiting = 0;
    const before = performance.now() - SLOW_MS;
    for (const environment of this.#environments) {
      if (!environment.initialised) starting++;
      if (environment.running && environment.since < before) slow = true;
      if (environment.activity() < 0.5) waiting++;
    }
    const helps = this.#environments.size < PROCESSORS || waiting * 2 > this.#environments.size;
    return slow && helps ? STARTING_AT_ONCE - starting : 0;
  }

  #someOffered(): boolean {
    for (const environment of this.#environments) if (environment.offered) return true;
    return false;
  }

  #failBuild(pending: PendingCall, { failure }: BundleResult & { kind: 'failed' }): void {
    pending.resolve({
      kind: 'answer',
      requestId: pending.requestId,
      payload: buildFailurePayload(failure, this.#parts.moduleName),
      functionError: 'Unhandled',
      explanation: explainBuildFailure(failure, this.config),
      durationMs: 0,
    });
  }
}
