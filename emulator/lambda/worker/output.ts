import type { MessagePort } from 'node:worker_threads';
import { LOGS_AHEAD, LOGS_TAKEN } from '../protocol.ts';

/** Where everything goes that a function prints. */
export interface Output {
  /** The request that the next lines belong to. */
  requestId: string | undefined;
  /** Sends one line or one write at once, so that it is seen even when an endless loop follows. */
  write(stream: 'stdout' | 'stderr', text: string): void;
}

/** Longest that a flood of log lines waits for the emulator before it goes on regardless. */
const PATIENCE_MS = 1000;

/**
 * Sends what the function prints over the port, and takes process.stdout and process.stderr over. A thread that
 * prints faster than the emulator reads waits, as a process does behind a full pipe: otherwise a million lines would
 * lie in the emulator's memory.
 */
export function createOutput(port: MessagePort, signal: Int32Array): Output {
  let sent = 0;
  const output: Output = {
    requestId: undefined,
    write(stream, text) {
      sent = (sent + 1) | 0;
      port.postMessage(['log', stream, output.requestId, text]);
      const taken = Atomics.load(signal, LOGS_TAKEN);
      if (((sent - taken) | 0) > LOGS_AHEAD) Atomics.wait(signal, LOGS_TAKEN, taken, PATIENCE_MS);
    },
  };
  process.stdout.write = writeTo(output, 'stdout');
  process.stderr.write = writeTo(output, 'stderr');
  return output;
}

type Write = typeof process.stdout.write;

function writeTo(output: Output, stream: 'stdout' | 'stderr'): Write {
  return ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    output.write(stream, text.endsWith('\n') ? text.slice(0, -1) : text);
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') process.nextTick(done);
    return true;
  }) as Write;
}
