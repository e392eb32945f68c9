import { syncBuiltinESMExports } from 'node:module';
import threads, { MessageChannel, Worker, type WorkerOptions } from 'node:worker_threads';

/** What a function's own thread is started with, around what the function gave it. */
export interface NestedData {
  /** Takes the name of the signal that ends the function's process. */
  readonly port: threads.MessagePort;
  /** The file that was loaded in front of the thread's code. */
  readonly guard: string;
  /** The function's own. */
  readonly workerData: unknown;
  readonly execArgv: string[];
}

/**
 * Has the threads that a function starts load `guard` first (`nested-thread.ts`): their process and their descriptors 0
 * to 2 are the emulator's, too. `end` is told the signal by which one of them ended the function's process.
 */
export function guardThreads(guard: string, end: (signal: string) => void): void {
  class GuardedWorker extends Worker {
    constructor(file: string | URL, options: WorkerOptions = {}) {
      const { port1, port2 } = new MessageChannel();
      const { workerData = null, execArgv = process.execArgv, transferList = [] } = options;
      super(file, {
        ...options,
        workerData: { port: port2, guard, workerData, execArgv } satisfies NestedData,
        execArgv: ['--require', guard, ...execArgv],
        transferList: [...transferList, port2],
      });
      port1.on('message', end);
      port1.unref();
      this.once('exit', () => port1.close());
    }
  }
  Object.assign(threads, { Worker: GuardedWorker });
  syncBuiltinESMExports();
}
