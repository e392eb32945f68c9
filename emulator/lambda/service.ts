import { performance } from 'node:perf_hooks';
import type { FunctionConfig } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import { suggest } from '../errors/suggest.ts';
import type { EmulatorEventListener } from '../events.ts';
import { functionArn } from '../shared/aws-names.ts';
import type { Clock, Ids } from '../shared/clock.ts';
import type { FunctionCall, FunctionResult, FunctionRuntime } from '../shared/function-runtime.ts';
import { parseHandler } from '../shared/handler-file.ts';
import { malformedHandlerAnswer } from './answers.ts';
import type { Bundle } from './bundle.ts';
import { createBundles } from './bundles.ts';
import { createEnvironmentLimit } from './environment-limit.ts';
import { environmentVariables } from './environment-variables.ts';
import { FunctionPool } from './function-pool.ts';
import { LARGEST_EVENT, refuseClosed, refuseEvent, refuseLarge, refuseUnknown } from './refusals.ts';
import { createReloads } from './reloads.ts';
import { createSpareThreads, type SpareThreads } from './spare-threads.ts';
import { commonThreadKind, requiresModules, threadKind } from './thread-kind.ts';
import { createWatchdog } from './watchdog.ts';
import { workerFile } from './worker-file.ts';

export interface LambdaServiceOptions {
  readonly functions: ReadonlyMap<string, FunctionConfig>;
  readonly onEvent: EmulatorEventListener;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Variables that every function gets besides Lambda's: addresses of the emulator's own services. */
  readonly extraEnvironment?: Readonly<Record<string, string>>;
  /** Threads of all functions together; calls beyond them queue. @default 25 */
  readonly maxEnvironments?: number;
}

/** The functions of a project, running on threads of this process. */
export interface LambdaService extends FunctionRuntime {
  /** Begins what a first call would have to wait for: builds and a spare thread. Returns at once. */
  start(): void;
  /** The functions after a reload of routes.json: those that changed get new environments. */
  update(functions: ReadonlyMap<string, FunctionConfig>): void;
  /** Replaces extraEnvironment for the environments that start from now on. */
  setEnvironment(extra: Readonly<Record<string, string>>): void;
  /** Absolute paths of files that changed: functions that read them are stale from this moment on. */
  filesChanged(files: readonly string[]): void;
  /** Absolute paths to watch: what the builds read outside node_modules. */
  inputs(): readonly string[];
  /** Called when `inputs()` would give something else. */
  onInputsChanged(listener: () => void): void;
  /** Ends every thread and build. Calls under way are refused. */
  close(): Promise<void>;
}

const MAX_ENVIRONMENTS = 25;
const IDLE_MS = 30_000;
const LAST_IDLE_MS = 300_000;
const SWEEP_MS = 10_000;

type Runnable =
  | { readonly kind: 'pool'; readonly pool: FunctionPool; readonly bundle: Bundle }
  /** Its handler string can't name a function: every call gets this answer. */
  | { readonly kind: 'malformed'; readonly message: string };

export function createLambdaService(options: LambdaServiceOptions): LambdaService {
  const { clock, ids, onEvent } = options;
  const bundles = createBundles();
  const limit = createEnvironmentLimit(options.maxEnvironments ?? MAX_ENVIRONMENTS);
  const watchdog = createWatchdog();
  const reloads = createReloads({ bundles, onEvent, usersOf });
  const runnables = new Map<string, Runnable>();
  let configs: ReadonlyMap<string, FunctionConfig> = new Map();
  let extraEnvironment = options.extraEnvironment ?? {};
  let threads: SpareThreads | undefined;
  let threadsReady: Promise<void> | undefined;
  let closed = false;
  const sweep = setInterval(() => {
    for (const pool of pools()) pool.endIdle(IDLE_MS, LAST_IDLE_MS);
  }, SWEEP_MS).unref();

  function invoke(call: FunctionCall): Promise<FunctionResult> {
    const requestId = ids.uuid();
    const config = configs.get(call.functionName);
    const runnable = runnables.get(call.functionName);
    if (closed) return Promise.resolve(refuseClosed(requestId));
    if (!config || !runnable) return Promise.resolve(unknownFunction(requestId, call));
    if (call.payload.length * 3 > LARGEST_EVENT && Buffer.byteLength(call.payload) > LARGEST_EVENT) {
      return Promise.resolve(refuseLarge(requestId));
    }
    if (call.invocationType === 'DryRun') return Promise.resolve({ kind: 'accepted', requestId, status: 204 });
    if (call.invocationType !== 'Event') return run(runnable, config, call, requestId);
    if (!isEvent(call.payload)) return Promise.resolve(refuseEvent(requestId, call.payload));
    // Nobody waits for the answer: a failure is told to the developer instead.
    void run(runnable, config, call, requestId).then((result) => {
      const explanation = result.kind === 'answer' ? result.explanation : undefined;
      if (explanation) onEvent({ kind: 'problem', severity: 'error', explanations: [explanation] });
    });
    return Promise.resolve({ kind: 'accepted', requestId, status: 202 });
  }

  function run(
    runnable: Runnable,
    config: FunctionConfig,
    call: FunctionCall,
    requestId: string,
  ): Promise<FunctionResult> {
    if (runnable.kind === 'malformed') {
      return Promise.resolve(malformedHandlerAnswer(requestId, runnable.message, config));
    }
    return new Promise((resolve) => {
      runnable.pool.submit({ call, requestId, queuedAt: performance.now(), resolve });
    });
  }

  function unknownFunction(requestId: string, { functionName, qualifier = '$LATEST' }: FunctionCall): FunctionResult {
    const nearest = suggest(functionName, configs.keys());
    return {
      ...refuseUnknown(requestId, functionName, qualifier),
      explanation: explain('lambda-unknown-function', { functionName, nearest }),
    };
  }

  function update(functions: ReadonlyMap<string, FunctionConfig>): void {
    const before = configs;
    configs = functions;
    for (const [name, runnable] of [...runnables]) {
      const config = functions.get(name);
      const previous = before.get(name);
      if (config && previous && runsTheSame(config, previous)) {
        if (runnable.kind === 'pool') runnable.pool.config = config;
        continue;
      }
      runnables.delete(name);
      if (config) runnables.set(name, makeRunnable(config));
      // Calls under way finish in the old environments; those that wait go to the new ones.
      if (runnable.kind === 'pool') runnable.pool.drain();
    }
    for (const [name, config] of functions) if (!runnables.has(name)) runnables.set(name, makeRunnable(config));
    bundles.keepOnly(new Set([...runnables.values()].flatMap((one) => (one.kind === 'pool' ? [one.bundle] : []))));
    reloads.inputsMayHaveChanged();
  }

  function makeRunnable(config: FunctionConfig): Runnable {
    const handler = parseHandler(config.handler, config.root);
    if (handler.kind === 'malformed') return handler;
    const bundle = bundles.get(handler.modulePath, requiresModules(config));
    const pool = new FunctionPool({
      config,
      bundle,
      limit,
      watchdog,
      threadsReady: readyThreads(),
      startThread: () => (threads as SpareThreads).take(threadKind(config)),
      initMessage: (code) => ({
        environment: environmentVariables(config, extraEnvironment, { clock, ids }),
        code,
        handler: config.handler,
        exportPath: handler.exportPath,
        callbackHandlers: config.runtime !== 'nodejs24.x',
        timeoutMs: config.timeout * 1000,
        functionArn: functionArn(config.name),
      }),
      resubmit: ({ call, resolve }) => void invoke(call).then(resolve),
      printed: (stream, requestId, text) =>
        onEvent({ kind: 'function-log', functionName: config.name, requestId, stream, text }),
    });
    return { kind: 'pool', pool, bundle };
  }

  function readyThreads(): Promise<void> {
    threadsReady ??= Promise.resolve(workerFile()).then((file) => {
      threads = createSpareThreads(file);
    });
    return threadsReady;
  }

  function* pools(): Iterable<FunctionPool> {
    for (const one of runnables.values()) if (one.kind === 'pool') yield one.pool;
  }

  function usersOf(bundle: Bundle): FunctionPool[] {
    return [...runnables.values()].flatMap((one) => (one.kind === 'pool' && one.bundle === bundle ? [one.pool] : []));
  }

  update(options.functions);

  return {
    invoke,
    start() {
      void readyThreads().then(() => threads?.prepare(commonThreadKind(configs.values())));
      reloads.buildAll();
    },
    update(functions) {
      update(functions);
      reloads.buildAll();
    },
    setEnvironment(extra) {
      extraEnvironment = extra;
    },
    filesChanged: reloads.filesChanged,
    inputs: reloads.inputs,
    onInputsChanged: reloads.onInputsChanged,
    async close() {
      if (closed) return;
      closed = true;
      clearInterval(sweep);
      const gone: Promise<void>[] = [];
      for (const pool of pools()) {
        for (const { exited } of pool.environments) gone.push(exited);
        pool.close();
      }
      watchdog.close();
      await threadsReady;
      await Promise.all([...gone, threads?.close(), reloads.close()]);
      await bundles.close();
    },
  };
}

/** The place in routes.json may move without changing what runs. */
function runsTheSame(a: FunctionConfig, b: FunctionConfig): boolean {
  return JSON.stringify({ ...a, source: undefined }) === JSON.stringify({ ...b, source: undefined });
}

function isEvent(payload: string): boolean {
  try {
    JSON.parse(payload === '' ? '{}' : payload);
    return true;
  } catch {
    return false;
  }
}
