import { performance } from 'node:perf_hooks';
import { receiveMessageOnPort } from 'node:worker_threads';
import { activityOf } from './activity.ts';
import type { EnvironmentOwner, InvocationFailure, InvocationTimes, PendingCall } from './calls.ts';
import { ChildProcesses } from './child-processes.ts';
import { clientLeftFailure, codeFailure, exitFailure, outOfMemoryFailure, timeoutFailure } from './failures.ts';
import { InitPhase } from './init-phase.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { DURATION, type InitMessage, MEMORY, type ReportMessage, THREAD_ID } from './protocol.ts';
import { refuseEvent } from './refusals.ts';
import { ResponseReceiver } from './response-receiver.ts';
import { RunningLog } from './running-log.ts';
import { SentAhead } from './sent-ahead.ts';
import type { EnvironmentThread, EnvironmentWorker } from './spare-threads.ts';
import type { Watchdog, Watched } from './watchdog.ts';
import { isWorkerMessage } from './worker-message.ts';

/**
 * One thread that runs one function, one event at a time. Further events may be sent ahead (`offer`), so that a fast
 * handler doesn't wait for the emulator's turn between two; they can be taken back as long as they haven't begun.
 */
export class ExecutionEnvironment implements Watched {
  running: PendingCall | undefined;
  /** What it was offered: the events to work on next, which can be taken back until they begin. */
  readonly ahead: SentAhead;
  /** performance.now() of the running call's begin, or of the last one's end. */
  since = 0;
  deadline: number = Number.POSITIVE_INFINITY;
  ended = false;
  readonly memorySize: number;
  readonly worker: EnvironmentWorker;
  readonly activity: () => number;
  /** Settles when the thread is gone. */
  readonly exited: Promise<void>;

  readonly #thread: EnvironmentThread;
  readonly #init: InitPhase;
  readonly #outbox: Outbox;
  readonly #owner: EnvironmentOwner;
  readonly #response: ResponseReceiver;
  readonly #log: RunningLog;
  readonly #watchdog: Watchdog;
  readonly #children = new ChildProcesses();
  #runningNumber = 0;
  #signal: string | undefined;
  #outOfMemory = false;

  constructor(thread: EnvironmentThread, init: InitMessage, owner: EnvironmentOwner, watchdog: Watchdog) {
    this.#thread = thread;
    this.memorySize = Number(init.environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
    this.worker = thread.worker;
    this.activity = activityOf(thread.worker);
    this.#init = new InitPhase(init.timeoutMs);
    this.#outbox = createOutbox(thread.port, thread.signal, thread.box);
    this.ahead = new SentAhead(this.#outbox);
    this.#owner = owner;
    this.#response = new ResponseReceiver(owner);
    this.#log = new RunningLog(owner.log, thread.signal);
    this.#watchdog = watchdog;
    watchdog.add(this);
    thread.port.on('message', (message: unknown) => this.#receive(message));
    thread.worker.on('error', (error: NodeJS.ErrnoException) => {
      this.#outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    });
    this.exited = new Promise((resolve) => {
      thread.worker.once('exit', (code) => {
        this.#threadExited(code);
        resolve();
      });
    });
    this.#outbox.sendInit(init);
  }

  get initialised(): boolean {
    return this.#init.isOver;
  }

  get limitMs(): number {
    return this.#init.limitMs;
  }

  get measuredMb(): number {
    return Atomics.load(this.#thread.signal, MEMORY);
  }

  get threadId(): number {
    return Atomics.load(this.#thread.signal, THREAD_ID);
  }

  /** Gives it an event to work on now. Only for one that is idle. */
  begin(pending: PendingCall): void {
    if (!this.initialised) this.#init.startedFor(pending);
    this.#run(pending, this.#send(pending));
  }

  /** Gives it an event to work on next. Only for one that is busy and has room. */
  offer(pending: PendingCall): void {
    this.ahead.push({ pending, number: this.#send(pending) });
  }

  /** Ends the thread; what it was given and has not begun goes back to the owner. */
  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.deadline = Number.POSITIVE_INFINITY;
    this.#watchdog.delete(this);
    const offered = this.ahead.takeBack();
    this.#owner.ended(this);
    for (const pending of offered.reverse()) this.#owner.returned(pending);
    void this.#thread.worker.terminate();
  }

  timeOut(): void {
    const { running } = this;
    if (running) this.#die(timeoutFailure(running.requestId, this.#init.timeoutMs, this.#response.isLeftOpen));
  }

  outOfMemory(): void {
    this.#die(outOfMemoryFailure(this.running?.requestId ?? ''));
  }

  #send({ call, requestId }: PendingCall): number {
    const { payload, traceId, qualifier, clientContext } = call;
    return this.#outbox.sendEvent({ requestId, payload, traceId, qualifier, clientContext });
  }

  #run(pending: PendingCall, number: number): void {
    this.running = pending;
    this.#runningNumber = number;
    pending.sink?.endsBy(() => this.running === pending && this.#die(clientLeftFailure()));
    this.since = performance.now();
    this.deadline = this.since + this.limitMs;
    this.#watchdog.expect(this.deadline);
  }

  #receive(message: unknown): void {
    if (!isWorkerMessage(message)) {
      this.#die(exitFailure(this.running?.requestId ?? '', 1, undefined));
      return;
    }
    if (typeof message !== 'string') {
      // What it printed before its end is still worth seeing.
      if (!this.ended || message[0] === 'log' || message[0] === 'child') this.#receiveReport(message);
      return;
    }
    const { running } = this;
    if (!running || this.ended) return;
    const times = this.#settle();
    running.resolve({ kind: 'answer', requestId: running.requestId, payload: message, ...times });
  }

  #receiveReport(message: ReportMessage): void {
    switch (message[0]) {
      case 'log':
        this.#log.wrote(this.running, message[1], message[2], message[3]);
        return;
      case 'init':
        if (message[2]) this.#response.acknowledgeOn(message[2]);
        if (this.#init.end(message[1]) && this.running) this.#run(this.running, this.#runningNumber);
        return;
      case 'error': {
        const { running } = this;
        if (running) this.#owner.failed(running, codeFailure(message), this.#settle());
        return;
      }
      case 'bad-event': {
        const { running } = this;
        if (!running) return;
        this.#settle(false);
        running.resolve(refuseEvent(running.requestId, running.call.payload));
        return;
      }
      case 'init-error':
      case 'fatal':
        this.#die(codeFailure(message));
        return;
      case 'child':
        this.#children.changed(message[1], message[2]);
        return;
      case 'signal':
        this.#signal = message[1];
        return;
      default: {
        const { running } = this;
        if (!running) return;
        running.streams = true;
        this.#response.receive(message, running, () => this.#times());
        if (message[0] !== 'done') return;
        if (running.answered) this.#settle();
        else this.#die(exitFailure(running.requestId, 1, undefined));
      }
    }
  }

  /** The running call has its answer: on to the next that was sent ahead, if there is one. */
  #settle(hasRun = true): InvocationTimes {
    const times = this.#times();
    if (this.running?.streams) this.running.over();
    if (hasRun && this.running) this.#log.ended(this.running, times);
    this.#init.forget();
    const next = this.ahead.shift();
    if (next) {
      this.#run(next.pending, next.number);
    } else {
      this.running = undefined;
      this.since = performance.now();
      this.deadline = Number.POSITIVE_INFINITY;
    }
    this.#owner.settled(this, times.durationMs);
    return times;
  }

  /** Measured in the thread: here it would count the emulator's own delays, too. */
  #times(): InvocationTimes {
    return this.#init.timesOf(Atomics.load(this.#thread.signal, DURATION) / 1000);
  }

  /** The environment is lost with whatever it was doing. */
  #die(failure: InvocationFailure): void {
    const { running } = this;
    this.running = undefined;
    const durationMs = performance.now() - this.since;
    this.end();
    if (!running) return;
    // Sent ahead and never begun: the failure was the previous event's. During init nothing has begun, yet it failed.
    const isOwn = !this.initialised || failure.kind === 'timeout' || failure.kind === 'client-left';
    if (!this.initialised) this.#log.initFailed(durationMs, this.#init.phase, failure);
    if (isOwn ? this.#init.isTriedAgain(running, failure) : this.#outbox.takeBack(this.#runningNumber)) {
      this.#owner.returned(running);
      return;
    }
    this.#log.ended(running, { durationMs }, failure);
    this.#owner.failed(running, failure, { durationMs });
    if (running.streams) running.over();
  }

  #threadExited(exitCode: number): void {
    // What the thread sent last may still lie in the port.
    for (let rest = receiveMessageOnPort(this.#thread.port); rest; rest = receiveMessageOnPort(this.#thread.port)) {
      this.#receive(rest.message);
    }
    this.#thread.port.close();
    this.#response.close();
    this.#children.end();
    const requestId = this.running?.requestId ?? '';
    this.#die(this.#outOfMemory ? outOfMemoryFailure(requestId) : exitFailure(requestId, exitCode, this.#signal));
  }
}
