import { performance } from 'node:perf_hooks';
import type { MessagePort } from 'node:worker_threads';
import { DURATION, type EventMessage, type InitMessage, parseEvent, type ReportMessage } from '../protocol.ts';
import type { ResponseSender } from './chunk-sender.ts';
import { createContextMaker } from './context.ts';
import type { EventSource } from './inbox.ts';
import { type Invoker, isThenable } from './invoke.ts';
import { createMemoryGauge } from './memory-gauge.ts';
import type { Output } from './output.ts';
import { createResponseStream } from './response-stream.ts';
import { toErrorPayload } from './runtime-errors.ts';
import { logRuntimeError } from './runtime-log.ts';

export type StreamingHandler = (event: unknown, stream: object, context: object) => unknown;

interface Parts {
  readonly handler: StreamingHandler;
  readonly highWaterMark: number | undefined;
  readonly init: InitMessage;
  readonly events: EventSource;
  readonly output: Output;
  readonly port: MessagePort;
  readonly signal: Int32Array;
  readonly sender: ResponseSender;
  /** The event loop is not the function's own, so that it is never empty: nothing waits for that. */
  readonly sharedLoop: boolean;
}

/**
 * Calls a streaming handler with one event after the other. As handleOnceStreaming in Runtime.js of the Node runtime:
 * the response is complete when the stream is ended, the next event is taken when the handler has returned as well and
 * (unless context.callbackWaitsForEmptyEventLoop is false) nothing is left to wait for. A stream that is never ended
 * keeps the invocation open until its time-out.
 */
export function createStreamingInvoker(parts: Parts): Invoker {
  const { handler, highWaterMark, init, events, output, port, signal, sender, sharedLoop } = parts;
  const makeContext = createContextMaker(init);
  const measureMemory = createMemoryGauge(signal);
  let whenLoopIsEmpty = nothing;
  let startedAt = 0;

  function takeNext(): void {
    events.take((event) => {
      startedAt = performance.now();
      void handle(event);
    });
  }

  async function handle(event: EventMessage): Promise<void> {
    output.requestId = event.requestId;
    whenLoopIsEmpty = goOn;
    let value: unknown;
    try {
      value = parseEvent(event.payload);
    } catch {
      finishWith(['bad-event']);
      return;
    }
    let state: 'open' | 'finished' | 'broken' = 'open';
    let failure: ReportMessage | undefined;
    let tellFinished = nothing;
    const finished = new Promise<void>((resolve) => {
      tellFinished = resolve;
    });
    const response = sender.begin({
      finished(contentType) {
        state = 'finished';
        measure();
        tellFinished();
        return failure ?? ['stream-end', contentType];
      },
      // The real runtime waits for its HTTP request in a promise that nobody watches: a request that breaks is an
      // unhandled rejection, which ends the environment.
      broken(error) {
        state = 'broken';
        void Promise.reject(error);
      },
    });
    const stream = createResponseStream(response, highWaterMark);
    let waitsForEmptyLoop = true;
    const context = {
      get callbackWaitsForEmptyEventLoop() {
        return waitsForEmptyLoop;
      },
      set callbackWaitsForEmptyEventLoop(value: boolean) {
        waitsForEmptyLoop = value;
      },
    };

    /** The response ends with an error behind what was written before: in trailers, as the runtime says it to Lambda. */
    async function fail(error: unknown): Promise<void> {
      if (state === 'broken') return;
      logRuntimeError(output, 'Invoke Error', error);
      const { payload, stack } = toErrorPayload(error);
      const message: ReportMessage = ['stream-error', payload, stack];
      // Trailers behind the end of a response are lost: the error is for the developer alone.
      const isTooLate = stream.writableEnded;
      if (!isTooLate) failure = message;
      stream.end();
      await finished;
      if (isTooLate) port.postMessage(message);
      scheduleNext();
    }
    function scheduleNext(): void {
      if (waitsForEmptyLoop && !sharedLoop) whenLoopIsEmpty = goOn;
      else goOn();
    }

    try {
      const returned = handler(value, stream, makeContext(event, context));
      if (!isThenable(returned)) {
        await fail('Streaming does not support non-async handlers.');
        return;
      }
      if ((await returned) !== undefined) lambdaConsole.warn('Streaming handlers ignore return values.');
      if (state === 'open') port.postMessage(['stream-open'] satisfies ReportMessage);
      await finished;
      scheduleNext();
    } catch (error) {
      await fail(error);
    }
  }

  function measure(): void {
    Atomics.store(signal, DURATION, Math.round((performance.now() - startedAt) * 1000));
  }

  function goOn(): void {
    measureMemory();
    finishWith(['done']);
  }

  function finishWith(message: ReportMessage): void {
    whenLoopIsEmpty = nothing;
    measure();
    port.postMessage(message);
    setImmediate(takeNext);
  }

  return { takeNext, loopIsEmpty: () => whenLoopIsEmpty() };
}

/** The function's console: Lambda's lines. */
const { console: lambdaConsole } = globalThis;

function nothing(): void {}
