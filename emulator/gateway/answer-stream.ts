import { performance } from 'node:perf_hooks';
import type { Explanation } from '../errors/explanation.ts';
import { within } from './within.ts';

/** What comes behind the head of a streamed answer: for one reader, whose pace is the backend's. */
export interface AnswerStream extends AsyncIterable<Uint8Array> {
  /** Ends the call, whether or not somebody has begun to read. */
  stop(): void;
}

/** Thrown to the reader of a streamed answer that breaks off: the client sees a connection that ends too soon. */
export class StreamBroken extends Error {
  readonly explanation: Explanation;

  constructor(explanation: Explanation) {
    super(explanation.code);
    this.name = 'StreamBroken';
    this.explanation = explanation;
  }
}

export interface StreamSource {
  readonly pieces: AsyncIterator<Uint8Array>;
  /** Of the piece that the head ended in. */
  readonly first?: Uint8Array;
  /** Ends the call. */
  stop(): void;
  /** performance.now() at which the integration's time-out is over: it holds for the answer as a whole. */
  readonly deadline: number;
  /** Milliseconds that the answer may be silent. */
  readonly idleMs: number;
  /** While a debugger is attached both limits stand still. */
  isDebugged?(): boolean;
  /** Says why a stream breaks off that took or was silent too long, or whose connection failed. */
  explain(reason: 'timeout' | 'idle' | 'failure', error?: Error): Explanation;
  /** Asked behind the last piece: why the answer is not complete all the same. */
  failure?(): Promise<Explanation | undefined>;
}

/** Reads a streamed answer within the limits of its integration. */
export function streamWithin(source: StreamSource): AnswerStream {
  return { stop: () => source.stop(), [Symbol.asyncIterator]: () => read(source) };
}

async function* read(source: StreamSource): AsyncGenerator<Uint8Array> {
  try {
    if (source.first && source.first.length > 0) yield source.first;
    for (;;) {
      const next = await take(source);
      if (next.done) break;
      if (next.value.length > 0) yield next.value;
    }
    const failure = await source.failure?.();
    if (failure) throw new StreamBroken(failure);
  } finally {
    source.stop();
  }
}

async function take({
  pieces,
  deadline,
  idleMs,
  isDebugged,
  explain,
}: StreamSource): Promise<IteratorResult<Uint8Array>> {
  const left = Math.max(0, deadline - performance.now());
  const reason = left < idleMs ? 'timeout' : 'idle';
  try {
    const late = () => new StreamBroken(explain(reason));
    return await within(Math.min(left, idleMs), pieces.next(), late, isDebugged);
  } catch (error) {
    throw error instanceof StreamBroken ? error : new StreamBroken(explain('failure', error as Error));
  }
}
