import type { MessagePort } from 'node:worker_threads';
import { LOGS_AHEAD, LOGS_TAKEN, LONGEST_LOG_TEXT, type LogStream, logWeight } from '../protocol.ts';

/** Where everything goes that a function prints. */
export interface Output {
  /** The request that the next lines belong to. */
  requestId: string | undefined;
  /** Sends one line or one write at once, so that it is seen even when an endless loop follows. */
  write(stream: LogStream, text: string): void;
}

/** Longest that a flood of log lines waits for the emulator before it goes on regardless. */
const PATIENCE_MS = 1000;

/**
 * Sends what the function prints over the port. A thread that prints faster than the emulator reads waits, as a process
 * does behind a full pipe: otherwise a million lines would lie in the emulator's memory.
 */
export function createOutput(port: MessagePort, signal: Int32Array): Output {
  let sent = 0;
  const output: Output = {
    requestId: undefined,
    write(stream, all) {
      const text = all.length > LONGEST_LOG_TEXT ? all.slice(0, LONGEST_LOG_TEXT) : all;
      sent = (sent + logWeight(text)) | 0;
      port.postMessage(['log', stream, output.requestId, text]);
      const taken = Atomics.load(signal, LOGS_TAKEN);
      if (((sent - taken) | 0) > LOGS_AHEAD) Atomics.wait(signal, LOGS_TAKEN, taken, PATIENCE_MS);
    },
  };
  return output;
}

/**
 * Leads what is written to process.stdout and process.stderr to the output that `find` gives at that moment, or where it
 * gives none to where it went before. Returns what undoes it.
 */
export function takeStandardStreams(find: () => Output | undefined): () => void {
  const { stdout, stderr } = process;
  const [writeOut, writeErr] = [stdout.write, stderr.write];
  stdout.write = writeTo(find, 'stdout', writeOut.bind(stdout));
  stderr.write = writeTo(find, 'stderr', writeErr.bind(stderr));
  return () => {
    stdout.write = writeOut;
    stderr.write = writeErr;
  };
}

type Write = typeof process.stdout.write;

function writeTo(find: () => Output | undefined, stream: 'stdout' | 'stderr', before: Write): Write {
  return ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    const output = find();
    if (!output) return before(chunk as string, encoding as BufferEncoding, callback as () => void);
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    output.write(stream, text.endsWith('\n') ? text.slice(0, -1) : text);
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') process.nextTick(done);
    return true;
  }) as Write;
}
