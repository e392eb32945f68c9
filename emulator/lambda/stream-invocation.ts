import type { FunctionAnswer, FunctionResult, StreamedResult } from '../shared/function-runtime.ts';
import type { PayloadSink } from './calls.ts';
import { ResponseQueue } from './response-queue.ts';

/**
 * Runs a call whose response is wanted as it comes. Resolves when its first bytes are there, or when there won't be
 * any. The signal says that the caller has left: the invocation ends.
 */
export async function streamInvocation(
  requestId: string,
  signal: AbortSignal,
  run: (sink: PayloadSink) => Promise<FunctionResult>,
): Promise<StreamedResult> {
  const queue = new ResponseQueue();
  const leave = () => queue.leave();
  signal.addEventListener('abort', leave);
  if (signal.aborted) leave();
  const result = run(queue).then((end) => {
    signal.removeEventListener('abort', leave);
    queue.end();
    return end;
  });
  const first = await Promise.race([queue.begun, result]);
  if (typeof first === 'string') {
    return { kind: 'stream', requestId, contentType: first, payload: queue, ended: result.then(toAnswer) };
  }
  if (first.kind !== 'answer') return first;
  const { streamed, functionError, payload } = first;
  const contentType = streamed?.contentType ?? 'application/json';
  const whole = functionError || streamed ? [] : [Buffer.from(payload)];
  return { kind: 'stream', requestId, contentType, payload: inOne(whole), ended: Promise.resolve(first) };
}

/** A handler that doesn't stream gives its JSON in one piece. */
async function* inOne(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** Only the emulator's own end can refuse a call that has begun to answer. */
function toAnswer(result: FunctionResult): FunctionAnswer {
  if (result.kind === 'answer') return result;
  const { requestId } = result;
  const errorType = result.kind === 'refusal' ? result.errorType : 'ServiceException';
  const payload = JSON.stringify({ errorType, errorMessage: 'Service Exception' });
  return { kind: 'answer', requestId, payload, functionError: 'Unhandled', durationMs: 0 };
}
