import { getHeapStatistics } from 'node:v8';
import { MEMORY } from '../protocol.ts';

const MB = 1024 * 1024;
/** Looking costs a few microseconds: after the first invocation it is done after each so many. */
const INTERVAL = 16;

/** Gives what is to be called at the end of each invocation: it keeps the largest memory that was seen, in megabytes. */
export function createMemoryGauge(signal: Int32Array): () => void {
  let count = 0;
  return () => {
    if (count++ % INTERVAL !== 0) return;
    const { total_physical_size: heap, external_memory: outside, malloced_memory: engine } = getHeapStatistics();
    const used = Math.ceil((heap + outside + engine) / MB);
    if (used > Atomics.load(signal, MEMORY)) Atomics.store(signal, MEMORY, used);
  };
}
