import { type AnswerStream, StreamBroken } from './answer-stream.ts';
import type { Outside, Trace } from './exchange.ts';

/**
 * The body of a streamed reply: what is only known at its end goes into the trace then, when it ended, how long the
 * integration took, and why it broke off.
 */
export async function* followStream(
  stream: AnswerStream,
  trace: Trace,
  { clock }: Outside,
  calledAt: number,
): AsyncGenerator<Uint8Array> {
  try {
    trace.streamedBytes = 0;
    for await (const piece of stream) {
      trace.streamedBytes += piece.length;
      yield piece;
    }
  } catch (error) {
    if (error instanceof StreamBroken) trace.notes.push(error.explanation);
    throw error;
  } finally {
    trace.endedAt = clock.now();
    trace.integrationLatency = trace.endedAt - calledAt;
  }
}
