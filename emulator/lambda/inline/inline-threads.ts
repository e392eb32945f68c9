import { EventEmitter } from 'node:events';
import { performance } from 'node:perf_hooks';
import { openChannel } from '../open-channel.ts';
import type { WorkerData } from '../protocol.ts';
import type { EnvironmentThread, EnvironmentWorker, SpareThreads } from '../spare-threads.ts';
import { InlineEnvironment } from './inline-environment.ts';
import { takeOverProcess } from './take-over-process.ts';

/**
 * Execution environments without threads of their own: all functions run on the emulator's main thread, where any
 * debugger finds them. For the rest of the emulator nothing changes, the messages are the same. What is lost: nothing
 * ends a handler that computes without end, memory has no limit, and what an environment left behind when it was
 * ended (timers, sockets) goes on.
 */
export function createInlineThreads(): SpareThreads {
  const giveBack = takeOverProcess();
  return {
    prepare() {},
    take: () => startInline(),
    async close() {
      giveBack();
    },
  };
}

function startInline(): EnvironmentThread {
  const { channel, workerData } = openChannel();
  return { worker: new InlineWorker(workerData), ...channel };
}

/** Stands in for the Worker of an environment. */
class InlineWorker extends EventEmitter implements EnvironmentWorker {
  /** Of the main thread: one that computes for a function computes for all. */
  readonly performance: EnvironmentWorker['performance'] = performance;
  readonly #environment: InlineEnvironment;

  constructor(data: WorkerData) {
    super();
    this.#environment = new InlineEnvironment(data, (exitCode) => this.emit('exit', exitCode));
    this.#environment.start();
  }

  async terminate(): Promise<void> {
    this.#environment.end(1);
  }
}
