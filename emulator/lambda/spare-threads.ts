import type { Performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { type Channel, openChannel } from './open-channel.ts';
import type { ThreadKind } from './thread-kind.ts';

/** A started thread that waits for its function. */
export interface EnvironmentThread extends Channel {
  readonly worker: EnvironmentWorker;
}

/** What is used of a Worker, so that something else can stand in for one. */
export interface EnvironmentWorker {
  on(event: 'error', listener: (error: Error) => void): unknown;
  once(event: 'exit', listener: (exitCode: number) => void): unknown;
  terminate(): Promise<unknown>;
  readonly performance: Pick<Performance, 'eventLoopUtilization'>;
}

/** Where the threads of environments come from. */
export interface SpareThreads {
  /** Prepares a thread of the kind that will probably be needed next. */
  prepare(kind: ThreadKind): void;
  /** A thread for this function: a spare one where it fits, else a new one. */
  take(kind: ThreadKind, functionName: string): EnvironmentThread;
  close(): Promise<void>;
}

/**
 * Keeps one thread ready, waiting in front of its first message with its code loaded: a cold start costs then only
 * what the function itself loads. One of a kind is enough, because most projects give all functions the same memory.
 */
export function createSpareThreads(workerFile: URL): SpareThreads {
  let closed = false;
  let spare: { readonly thread: EnvironmentThread; readonly kind: ThreadKind } | undefined;

  function prepare(kind: ThreadKind): void {
    if (closed || (spare && sameKind(spare.kind, kind))) return;
    void spare?.thread.worker.terminate();
    const thread = startThread(workerFile, kind);
    spare = { thread, kind };
    thread.worker.once('exit', () => {
      if (spare?.thread === thread) spare = undefined;
    });
  }

  return {
    prepare,
    take(kind) {
      const taken = spare && sameKind(spare.kind, kind) ? spare.thread : undefined;
      if (taken) spare = undefined;
      const thread = taken ?? startThread(workerFile, kind);
      // Another spare, but not at once: the two would compete for the processor while somebody waits for the first.
      setTimeout(prepare, PREPARE_AFTER_MS, kind).unref();
      return thread;
    },
    async close() {
      closed = true;
      await spare?.thread.worker.terminate();
    },
  };
}

/** Starts each thread when it is needed, so that it can have its function's name: debuggers show it. */
export function createNamedThreads(workerFile: URL): SpareThreads {
  return {
    prepare() {},
    take: (kind, functionName) => startThread(workerFile, kind, functionName),
    async close() {},
  };
}

/**
 * What a heap may take beyond memorySize. Node ends a thread whose heap grows to its limit bit by bit; one large string
 * that does not fit any more ends the whole process, so there has to be room for it until the watchdog has seen it.
 */
const HEAP_HEADROOM_MB = 1024;
/** No heap has less, for the same reason, and hardly any has more: from 2 GB on V8 leaves much more garbage lying. */
const SMALLEST_HEAP_MB = 2000;
const PREPARE_AFTER_MS = 30;
/** Node's default lets the garbage of each thread grow to 48 MB before it looks. */
const YOUNG_GENERATION_MB = 8;

function sameKind(a: ThreadKind, b: ThreadKind): boolean {
  return a.memorySize === b.memorySize && a.requireModule === b.requireModule;
}

function startThread(workerFile: URL, { memorySize, requireModule }: ThreadKind, name?: string): EnvironmentThread {
  const { channel, workerData } = openChannel();
  const worker = new Worker(workerFile, {
    workerData,
    name,
    transferList: [workerData.port],
    env: {},
    argv: [],
    execArgv: requireModule ? [] : REFUSE_REQUIRE_MODULE,
    // What a thread prints comes over the port; what it prints before that is of no use to anyone.
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: Math.max(memorySize + HEAP_HEADROOM_MB, SMALLEST_HEAP_MB),
      maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
    },
  });
  // Whoever runs it learns of the end by 'exit'; without a listener an error would end the emulator.
  worker.on('error', () => {});
  return { worker, ...channel };
}

/** The option exists where Node would load ES modules with require() by itself. */
const REFUSE_REQUIRE_MODULE: string[] = process.allowedNodeEnvironmentFlags.has('--experimental-require-module')
  ? ['--no-experimental-require-module']
  : [];
