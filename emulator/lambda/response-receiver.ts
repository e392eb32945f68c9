import type { MessagePort } from 'node:worker_threads';
import type { EnvironmentOwner, InvocationFailure, InvocationTimes, PendingCall } from './calls.ts';
import { tooLargeFailure } from './failures.ts';
import { LARGEST_RESULT, type StreamMessage, type TakenMessage } from './protocol.ts';

/** Bytes of a streamed response: 200 MB, to which Lambda raised its limit of 20 MB in July 2025. */
const LARGEST_STREAM = 209_715_200;

/**
 * Takes what a streaming handler of one environment writes: to the call's sink, or collected where the caller wants
 * the whole payload.
 */
export class ResponseReceiver {
  /** The running handler has returned without ending its stream. */
  isLeftOpen = false;
  readonly #owner: EnvironmentOwner;
  #acknowledgements: MessagePort | undefined;
  #collected: Uint8Array[] = [];
  #bytes = 0;

  constructor(owner: EnvironmentOwner) {
    this.#owner = owner;
  }

  /** The thread hears on this port how much was taken, so that it stops in front of a slow reader. */
  acknowledgeOn(port: MessagePort): void {
    this.#acknowledgements = port;
  }

  close(): void {
    this.#acknowledgements?.close();
  }

  receive(message: StreamMessage, running: PendingCall, times: () => InvocationTimes): void {
    switch (message[0]) {
      case 'chunk':
        this.#take(message, running, times);
        return;
      case 'stream-open':
        this.isLeftOpen = true;
        return;
      case 'stream-error':
        this.#fail({ kind: 'handler', payload: message[1], stack: message[2] }, running, times);
        return;
      case 'stream-end': {
        if (running.answered) return;
        running.answered = true;
        const payload = Buffer.concat(this.#collected);
        running.resolve({
          kind: 'answer',
          requestId: running.requestId,
          payload: payload.toString('utf8'),
          streamed: { bytes: payload, contentType: message[1] },
          ...times(),
        });
        return;
      }
      case 'done':
        this.#collected = [];
        this.#bytes = 0;
        this.isLeftOpen = false;
    }
  }

  #take(
    [, response, bytes, contentType]: StreamMessage & { 0: 'chunk' },
    running: PendingCall,
    times: () => InvocationTimes,
  ): void {
    const taken = () => this.#acknowledgements?.postMessage([response, bytes.length] satisfies TakenMessage);
    const limit = running.sink ? LARGEST_STREAM : LARGEST_RESULT;
    this.#bytes += bytes.length;
    if (this.#bytes > limit && !running.answered) this.#fail(tooLargeFailure(limit), running, times);
    if (running.sink && !running.answered) {
      running.sink.write(bytes, contentType, taken);
      return;
    }
    if (!running.answered) this.#collected.push(bytes);
    taken();
  }

  /** A failure behind the end of the response is told to the developer alone. */
  #fail(failure: InvocationFailure, running: PendingCall, times: () => InvocationTimes): void {
    this.#collected = [];
    this.#owner.failed(running, failure, times());
    running.answered = true;
  }
}
