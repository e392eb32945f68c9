import type { ResponseStream } from './response-stream.ts';
import { MalformedStreamingHandler } from './runtime-errors.ts';

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');

/** How a handler wants to answer: undefined for one that returns its answer. */
export interface Streaming {
  /** Bytes that may wait in the stream before `write` says so; undefined: Node's default. */
  readonly highWaterMark: number | undefined;
}

/**
 * The global that the runtime gives to every function: `awslambda.streamifyResponse` marks a handler,
 * `awslambda.HttpResponseStream` puts status and headers in front of what it writes. As UserFunction.js and
 * HttpResponseStream.js of the Node runtime.
 */
export function provideAwsLambda(): void {
  const { AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA: refused } = process.env;
  if (refused === '1' || refused === 'true') return;
  Object.assign(globalThis, { awslambda: { streamifyResponse, HttpResponseStream } });
}

/** Reads the mark. Throws Runtime.MalformedStreamingHandler for one that the runtime doesn't know. */
export function streamingOf(handler: object): Streaming | undefined {
  const { [STREAMING]: kind, [HIGH_WATER_MARK]: highWaterMark } = handler as Partial<Record<symbol, unknown>>;
  if (kind === undefined || kind === null || kind === false) return undefined;
  if (kind !== 'response') throw new MalformedStreamingHandler('Only response streaming is supported.');
  const bytes = Number.parseInt(String(highWaterMark), 10);
  // The runtime takes 0 for none.
  return { highWaterMark: bytes > 0 ? bytes : undefined };
}

function streamifyResponse(handler: Record<symbol, unknown>, options?: { highWaterMark?: unknown }): object {
  handler[STREAMING] = 'response';
  if (typeof options?.highWaterMark === 'number') handler[HIGH_WATER_MARK] = Math.trunc(options.highWaterMark);
  return handler;
}

const DELIMITER_BYTES = 8;

// biome-ignore lint/complexity/noStaticOnlyClass: functions see a class, as in the real runtime
class HttpResponseStream {
  /** The prelude goes out with the first `write`; a stream that is only ended never has one, as on AWS. */
  static from(stream: ResponseStream, prelude: unknown): ResponseStream {
    stream.setContentType('application/vnd.awslambda.http-integration-response');
    const metadata = JSON.stringify(prelude);
    stream._onBeforeFirstWrite = (write) => {
      write(metadata);
      write(new Uint8Array(DELIMITER_BYTES));
    };
    return stream;
  }
}
