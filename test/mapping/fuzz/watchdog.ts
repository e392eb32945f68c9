import { Worker } from 'node:worker_threads';

/** Seconds of this process' own time after which a case hangs: a render's limit is 2. */
const LIMIT_SECONDS = 10;
const MAX_BYTES = 1024 * 1024;

export interface Watchdog {
  /** To be called when a case begins. */
  begin(what: string): void;
  stop(): Promise<void>;
}

/**
 * Ends the process with the case that hangs, since nothing else can: a thread beside this one counts seconds, and
 * begins again at each case. While the whole machine stands still, it counts nothing.
 */
export function startWatchdog(): Watchdog {
  const shared = new SharedArrayBuffer(8 + MAX_BYTES);
  const header = new Int32Array(shared, 0, 2);
  const text = new Uint8Array(shared, 8);
  const encoder = new TextEncoder();
  const worker = new Worker(SOURCE, { eval: true, workerData: { shared, limit: LIMIT_SECONDS } });
  worker.unref();
  return {
    begin(what) {
      // Only a Uint8Array of its own takes text in some versions of Node.
      const bytes = encoder.encode(what).subarray(0, MAX_BYTES);
      text.set(bytes);
      Atomics.store(header, 1, bytes.length);
      Atomics.add(header, 0, 1);
    },
    stop: async () => void (await worker.terminate()),
  };
}

const SOURCE = `
const { workerData: { shared, limit } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const header = new Int32Array(shared, 0, 2);
let last = -1;
let seconds = 0;
setInterval(() => {
  const now = Atomics.load(header, 0);
  seconds = now === last ? seconds + 1 : 0;
  last = now;
  if (now === 0 || seconds < limit) return;
  const text = Buffer.from(new Uint8Array(shared, 8, Atomics.load(header, 1))).toString();
  writeSync(2, '\\nA case of the fuzz test hangs: ' + text + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, 1000);
`;
