import { performance } from 'node:perf_hooks';
import { within } from '../within.ts';

/** How much of a streamed answer the console's Test shows: it answers once, with what came until then. */
export interface TestLimits {
  readonly ms: number;
  readonly bytes: number;
}

/** Developer Guide, "Troubleshoot issues with response streaming". */
const LIMITS: TestLimits = { ms: 35_000, bytes: 1_048_576 };

/** Reads a streamed body until it ends, breaks off, or there is more of it than a test shows. */
export async function collectStream(body: AsyncIterable<Uint8Array>, limits: TestLimits = LIMITS): Promise<Buffer> {
  const end = performance.now() + limits.ms;
  const pieces = body[Symbol.asyncIterator]();
  const collected: Uint8Array[] = [];
  let bytes = 0;
  try {
    while (bytes <= limits.bytes) {
      const next = await within(Math.max(0, end - performance.now()), pieces.next(), () => new Error('enough'));
      if (next.done) break;
      collected.push(next.value);
      bytes += next.value.length;
    }
  } catch {
    // Too slow, or broken off, which the trace tells.
  }
  return Buffer.concat(collected);
}
