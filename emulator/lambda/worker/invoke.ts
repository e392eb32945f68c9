import { performance } from 'node:perf_hooks';
import type { MessagePort } from 'node:worker_threads';
import { DURATION, type EventMessage, type InitMessage, parseEvent } from '../protocol.ts';
import { createContextMaker } from './context.ts';
import type { EventSource } from './inbox.ts';
import { type Handler, isAsync } from './load-handler.ts';
import { createMemoryGauge } from './memory-gauge.ts';
import type { Output } from './output.ts';
import { toResultText } from './result.ts';
import { NodeJsExit, toErrorPayload } from './runtime-errors.ts';
import { logRuntimeError } from './runtime-log.ts';

export interface Invoker {
  /** Freezes the environment until an event comes, and calls the handler with it. */
  takeNext(): void;
  /** To be called when nothing is left to do in the thread's event loop. */
  loopIsEmpty(): void;
}

interface Parts {
  readonly handler: Handler;
  readonly init: InitMessage;
  readonly events: EventSource;
  readonly output: Output;
  readonly port: MessagePort;
  readonly signal: Int32Array;
  /** The event loop is not the function's own, so that it is never empty: nothing waits for that. */
  readonly sharedLoop: boolean;
}

/**
 * Calls a handler with one event after the other, in all the styles that Lambda knows: a promise, a callback,
 * context.succeed/fail/done. As Runtime.js and CallbackContext.js of the Node runtime.
 */
export function createInvoker({ handler, init, events, output, port, signal, sharedLoop }: Parts): Invoker {
  const makeContext = createContextMaker(init);
  const measureMemory = createMemoryGauge(signal);
  const declaredAsync = isAsync(handler);
  let whenLoopIsEmpty = nothing;
  let startedAt = 0;

  function takeNext(): void {
    events.take((event) => {
      startedAt = performance.now();
      handle(event);
    });
  }

  function handle(event: EventMessage): void {
    output.requestId = event.requestId;
    let finished = false;
    let waitsForEmptyLoop = true;

    /** The first answer counts, whichever way it is given; later ones are ignored. */
    function isFirst(): boolean {
      if (finished) return false;
      finished = true;
      return true;
    }
    function done(error?: unknown, result?: unknown): void {
      if (!isFirst()) return;
      if (error === undefined || error === null) answer(result);
      else answerError(error);
    }
    function succeed(result?: unknown): void {
      if (isFirst()) answer(result);
    }
    function fail(error?: unknown): void {
      if (isFirst()) answerError(error ?? 'handled');
    }
    function callback(error?: unknown, result?: unknown): void {
      if ((error !== undefined && error !== null) || !waitsForEmptyLoop || sharedLoop) done(error, result);
      else if (isFirst()) whenLoopIsEmpty = () => answer(result);
    }

    whenLoopIsEmpty = () => (declaredAsync ? fail(new NodeJsExit()) : succeed(null));
    let value: unknown;
    try {
      value = parseEvent(event.payload);
    } catch {
      post(['bad-event']);
      return;
    }
    try {
      const context = makeContext(event, {
        get callbackWaitsForEmptyEventLoop() {
          return waitsForEmptyLoop;
        },
        set callbackWaitsForEmptyEventLoop(value: boolean) {
          waitsForEmptyLoop = value;
        },
        succeed,
        fail,
        done,
      });
      const returned = handler(value, context, callback);
      if (isThenable(returned)) returned.then(succeed, fail);
    } catch (error) {
      // As the runtime does it: to throw null or undefined is to answer null.
      callback(error);
    }
  }

  function answer(result: unknown): void {
    let text: string;
    try {
      text = toResultText(result);
    } catch (error) {
      answerError(error);
      return;
    }
    post(text);
  }

  function answerError(error: unknown): void {
    logRuntimeError(output, 'Invoke Error', error);
    const { payload, stack } = toErrorPayload(error);
    post(['error', payload, stack]);
  }

  /** One turn of the event loop, then frozen: what is due in that turn still runs, as in the real runtime. */
  function post(message: unknown): void {
    whenLoopIsEmpty = nothing;
    Atomics.store(signal, DURATION, Math.round((performance.now() - startedAt) * 1000));
    measureMemory();
    port.postMessage(message);
    setImmediate(takeNext);
  }

  return { takeNext, loopIsEmpty: () => whenLoopIsEmpty() };
}

function nothing(): void {}

interface Thenable {
  then(fulfilled: (value: unknown) => void, rejected: (reason: unknown) => void): unknown;
}

/** A promise, as the runtime tells one. */
export function isThenable(value: unknown): value is Thenable {
  return Boolean(value) && typeof (value as Partial<Thenable>).then === 'function';
}
