import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventMessage, WorkerData } from '../protocol.ts';
import { patchConsole } from '../worker/console.ts';
import { createWaitingInbox, type EventSource } from '../worker/inbox.ts';
import type { Output } from '../worker/output.ts';
import { toErrorPayload, UnhandledPromiseRejection } from '../worker/runtime-errors.ts';
import { logRuntimeError } from '../worker/runtime-log.ts';
import { startInvoker } from '../worker/start-invoker.ts';

const current = new AsyncLocalStorage<InlineEnvironment>();

/** The environment whose code, or whatever that code has begun, runs at this moment. */
export function currentEnvironment(): InlineEnvironment | undefined {
  return current.getStore();
}

/** Thrown where code asked for the end of its process, so that it goes no further. */
class ProcessExit extends Error {}

/** The life of an execution environment on the main thread; `run-environment.ts` is its model. */
export class InlineEnvironment {
  /** What process.env is to the function. */
  variables: Record<string, string> = {};
  /** The methods of console that Lambda has its own of. */
  readonly console: Record<string, (...parts: unknown[]) => void> = {};
  readonly output: Output;
  readonly #data: WorkerData;
  readonly #exited: (exitCode: number) => void;
  #phase: 'init' | 'invoke' | 'ended' = 'init';

  constructor(data: WorkerData, exited: (exitCode: number) => void) {
    this.#data = data;
    this.#exited = exited;
    this.output = {
      requestId: undefined,
      write: (stream, text) => data.port.postMessage(['log', stream, this.output.requestId, text]),
    };
  }

  start(): void {
    void current.run(this, () => this.#live());
  }

  /** What process.exit() is to the function. */
  exit(code: number): never {
    this.end(code);
    throw new ProcessExit();
  }

  /** The function ended its process by a signal. */
  tellSignal(name: string): void {
    this.#data.port.postMessage(['signal', name]);
  }

  /** An error that nobody caught ends the environment. */
  fail(error: unknown, kind: 'exception' | 'rejection', promise?: unknown): void {
    if (error instanceof ProcessExit || this.#phase === 'ended') return;
    if (kind === 'exception') {
      logRuntimeError(this.output, 'Uncaught Exception', error);
      this.#endWith(error, error, 129);
    } else {
      const rejection = new UnhandledPromiseRejection(error, promise);
      logRuntimeError(this.output, 'Unhandled Promise Rejection', rejection);
      this.#endWith(rejection, error, 128);
    }
  }

  /** No event comes to it any more, and nobody hears it. */
  end(exitCode: number): void {
    if (this.#phase === 'ended') return;
    this.#phase = 'ended';
    // As at the end of a thread: what was sent before arrives before it, and nothing after.
    this.#data.port.close();
    setImmediate(this.#exited, exitCode);
  }

  async #live(): Promise<void> {
    const { port, signal } = this.#data;
    const inbox = createWaitingInbox(this.#data);
    const init = await inbox.nextInit();
    this.variables = { ...init.environment };
    patchConsole(this.output, this.console);
    const events: EventSource = {
      take: (handle: (event: EventMessage) => void) => void inbox.nextEvent().then(handle),
    };
    try {
      const invoker = await startInvoker({ init, events, output: this.output, port, signal, sharedLoop: true });
      if (this.#phase === 'init') this.#phase = 'invoke';
      invoker.takeNext();
    } catch (error) {
      if (error instanceof ProcessExit) return;
      logRuntimeError(this.output, 'Uncaught Exception', error);
      this.#endWith(error, error, 1);
    }
  }

  #endWith(error: unknown, origin: unknown, exitCode: number): void {
    const { payload, stack } = toErrorPayload(error, origin);
    this.#data.port.postMessage([this.#phase === 'init' ? 'init-error' : 'fatal', payload, stack]);
    this.end(exitCode);
  }
}
