import { syncBuiltinESMExports } from 'node:module';
import threads from 'node:worker_threads';
import { guardFiles } from './worker/file-guard.ts';
import { guardProcess } from './worker/process-guard.ts';
import { guardThreads, type NestedData } from './worker/thread-guard.ts';

// Loaded in front of the code of a thread that a function has started itself: what is the process's is the function's.
// It is CommonJS, because --require is the one way in front of every kind of such code.
const { port, guard, workerData, execArgv } = threads.workerData as NestedData;
const tell = (signal: string): void => port.postMessage(signal);
Object.assign(threads, { workerData });
syncBuiltinESMExports();
process.execArgv = execArgv;
const { abort } = process;
guardProcess(() => tell);
// As on Lambda: Node refuses it in threads.
process.abort = abort;
guardFiles({
  requestId: undefined,
  // They go to the function's thread, and from there to its log.
  write: (stream, text) => void (stream === 'stdout' ? process.stdout : process.stderr).write(`${text}\n`),
});
guardThreads(guard, tell);
