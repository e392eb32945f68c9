import { dirname, join } from 'node:path';
import { systemThreadId } from '../page-faults.ts';
import { THREAD_ID, type WorkerData } from '../protocol.ts';
import { reportChildren } from './child-guard.ts';
import { useCodeCache } from './code-cache.ts';
import { patchConsole } from './console.ts';
import { replaceEnvironment } from './environment.ts';
import { guardFiles } from './file-guard.ts';
import { createInbox } from './inbox.ts';
import { createOutput, takeStandardStreams } from './output.ts';
import { guardProcess } from './process-guard.ts';
import { toErrorPayload, UnhandledPromiseRejection } from './runtime-errors.ts';
import { logRuntimeError } from './runtime-log.ts';
import { startInvoker } from './start-invoker.ts';
import { guardThreads } from './thread-guard.ts';

/**
 * The life of one execution environment: wait as a spare until a function is assigned, load it, then take one event
 * after the other until the thread is ended from outside or by the function itself.
 */
export async function runEnvironment(data: WorkerData): Promise<void> {
  const { port, signal } = data;
  Atomics.store(signal, THREAD_ID, systemThreadId());
  process.setSourceMapsEnabled(true);
  const inbox = createInbox(data);
  const output = createOutput(port, signal);
  const tellSignal = (name: string): void => port.postMessage(['signal', name]);
  takeStandardStreams(() => output);
  guardProcess(() => tellSignal);
  guardFiles(output);
  reportChildren(port);
  guardThreads(join(dirname(process.argv[1] ?? ''), 'nested-thread.cjs'), (signal) => {
    tellSignal(signal);
    process.exit(1);
  });
  await warmUp();

  const init = inbox.takeInit();
  replaceEnvironment(init.environment);
  patchConsole(output, globalThis.console);

  let phase: 'init' | 'invoke' = 'init';
  const endWith = (error: unknown, origin: unknown, exitCode: number): never => {
    const { payload, stack } = toErrorPayload(error, origin);
    port.postMessage([phase === 'init' ? 'init-error' : 'fatal', payload, stack]);
    process.exit(exitCode);
  };
  process.on('uncaughtException', (error) => {
    logRuntimeError(output, 'Uncaught Exception', error);
    endWith(error, error, 129);
  });
  process.on('unhandledRejection', (reason, promise) => {
    const error = new UnhandledPromiseRejection(reason, promise);
    logRuntimeError(output, 'Unhandled Promise Rejection', error);
    endWith(error, reason, 128);
  });
  // Node ends a process with 13 when the module's own await never settles.
  let whenLoopIsEmpty = (): void => process.exit(13);
  process.on('beforeExit', () => whenLoopIsEmpty());

  try {
    const keepCode = useCodeCache(init.code.cacheFile);
    const invoker = await startInvoker({ init, events: inbox, output, port, signal, sharedLoop: false });
    keepCode();
    phase = 'invoke';
    whenLoopIsEmpty = invoker.loopIsEmpty;
    invoker.takeNext();
  } catch (error) {
    logRuntimeError(output, 'Uncaught Exception', error);
    endWith(error, error, 1);
  }
}

/** The first import() of a thread sets up Node's module loader: done while the thread is still a spare. */
async function warmUp(): Promise<void> {
  const empty: string = 'data:text/javascript,';
  await import(empty);
}
