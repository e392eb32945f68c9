import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import type { FunctionConfig } from '../config/types.ts';
import { functionArn } from '../shared/aws-names.ts';
import type { FunctionLogReader } from '../shared/function-logs.ts';
import type { FunctionAnswer, FunctionCall, FunctionResult, FunctionRuntime } from '../shared/function-runtime.ts';
import { parseHandler } from '../shared/handler-file.ts';
import { malformedHandlerAnswer } from './answers.ts';
import { DUMMY_CREDENTIALS } from './aws-credentials.ts';
import type { Bundle } from './bundle.ts';
import { createBundles } from './bundles.ts';
import type { PayloadSink, PendingCall } from './calls.ts';
import { createEnvironmentLimit } from './environment-limit.ts';
import { environmentVariables } from './environment-variables.ts';
import { createFunctionLogs } from './function-logs.ts';
import { FunctionPool } from './function-pool.ts';
import { sweepIdle } from './idle-sweep.ts';
import { countDebuggers, isDebuggerAttached } from './inspector/debuggers.ts';
import { createInvocationLog, logFormat } from './invocation-log.ts';
import { createInvocations } from './invocations.ts';
import { openThreads } from './open-threads.ts';
import { refuseClosed } from './refusals.ts';
import { createReloads } from './reloads.ts';
import type { LambdaServiceOptions } from './service-options.ts';
import type { SpareThreads } from './spare-threads.ts';
import { streamInvocation } from './stream-invocation.ts';
import { commonThreadKind, requiresModules, threadKind } from './thread-kind.ts';
import { createWatchdog } from './watchdog.ts';

/** The functions of a project, running on threads of this process. */
export interface LambdaService extends FunctionRuntime {
  readonly logs: FunctionLogReader;
  /** Begins what a first call would have to wait for, a spare thread and builds. Resolves when these are under way. */
  start(): Promise<void>;
  /** The functions after a reload of routes.json: those that changed get new environments. */
  update(functions: ReadonlyMap<string, FunctionConfig>, accountConcurrency?: number): void;
  /** Replaces extraEnvironment: environments that have other variables take no more calls. */
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
const RETRY_DELAYS = [1000, 2000] as const;
/** A thread inside of a synchronous call of the system (execSync) ends only when that returns. */
const THREAD_PATIENCE_MS = 2000;

type Runnable =
  | { readonly kind: 'pool'; readonly pool: FunctionPool; readonly bundle: Bundle }
  /** Its handler string can't name a function: every call gets this answer. */
  | { readonly kind: 'malformed'; readonly message: string };

export function createLambdaService(options: LambdaServiceOptions): LambdaService {
  const { clock, ids, onEvent, cold = false, retryDelays = RETRY_DELAYS, debuggers = countDebuggers() } = options;
  const { credentials = DUMMY_CREDENTIALS, platformLogs = false } = options;
  const now = (): number => clock.now();
  const logs = createFunctionLogs(now, (name) => logFormat(configs.get(name)));
  const invocations = createInvocations({ run, onEvent, clock, retryDelays });
  const bundles = createBundles(() => reloads.inputsMayHaveChanged());
  const limit = createEnvironmentLimit(options.maxEnvironments ?? MAX_ENVIRONMENTS);
  const watchdog = createWatchdog(() => isDebuggerAttached(debuggers));
  const reloads = createReloads({ bundles, onEvent, usersOf });
  const runnables = new Map<string, Runnable>();
  let configs: ReadonlyMap<string, FunctionConfig> = new Map();
  let extraEnvironment = options.extraEnvironment ?? {};
  let threads: SpareThreads | undefined;
  let threadsReady: Promise<void> | undefined;
  let closed = false;
  const endSweep = sweepIdle(pools, options.idle);

  function run(call: FunctionCall, requestId: string, over: () => void, sink?: PayloadSink): Promise<FunctionResult> {
    return new Promise((resolve) => {
      const pending: PendingCall = {
        call,
        requestId,
        queuedAt: performance.now(),
        resolve(result) {
          resolve(result);
          if (!pending.streams) over();
        },
        failedLate: (answer) => tell('error', answer),
        over,
        sink,
      };
      submit(pending);
    });
  }

  function submit(pending: PendingCall): void {
    const { call, requestId, resolve } = pending;
    const config = configs.get(call.functionName);
    const runnable = runnables.get(call.functionName);
    if (closed) resolve(refuseClosed(requestId));
    else if (!config || !runnable) resolve(invocations.refuseUnknown(call, requestId));
    else if (runnable.kind === 'pool') runnable.pool.submit(pending);
    else resolve(malformedHandlerAnswer(requestId, runnable.message, config));
  }

  function logged(call: FunctionCall, result: Promise<FunctionResult>): Promise<FunctionResult> {
    return call.logType === 'Tail' ? withLogTail(call, result) : result;
  }

  async function withLogTail(call: FunctionCall, result: Promise<FunctionResult>): Promise<FunctionResult> {
    const ended = await result;
    return ended.kind === 'answer' ? { ...ended, logTail: logs.tail(call.functionName, ended.requestId) } : ended;
  }

  /** Of an invocation that nobody waits for any more. */
  function tell(severity: 'error' | 'warning', { explanation }: FunctionAnswer): void {
    if (explanation) onEvent({ kind: 'problem', severity, explanations: [explanation] });
  }

  function update(functions: ReadonlyMap<string, FunctionConfig>, accountConcurrency?: number): void {
    const before = configs;
    configs = functions;
    invocations.configure(functions, accountConcurrency);
    for (const name of [...runnables.keys()]) {
      const config = functions.get(name);
      const previous = before.get(name);
      const runnable = runnables.get(name);
      if (!config || !previous || !runsTheSame(config, previous)) replace(name, config);
      else if (runnable?.kind === 'pool') runnable.pool.config = config;
    }
    for (const [name, config] of functions) if (!runnables.has(name)) runnables.set(name, makeRunnable(config));
    bundles.keepOnly(new Set([...runnables.values()].flatMap((one) => (one.kind === 'pool' ? [one.bundle] : []))));
    reloads.inputsMayHaveChanged();
  }

  /** Calls under way finish in the old environments; those that wait go to the new ones. */
  function replace(name: string, config: FunctionConfig | undefined): void {
    const old = runnables.get(name);
    if (config) runnables.set(name, makeRunnable(config));
    else runnables.delete(name);
    if (old?.kind === 'pool') old.pool.drain();
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
      cold,
      threadsReady: readyThreads(),
      startThread: () => (threads as SpareThreads).take(threadKind(config), config.name),
      initMessage: (code) => ({
        environment: environmentVariables(config, extraEnvironment, { clock, ids, credentials }),
        code,
        handler: config.handler,
        exportPath: handler.exportPath,
        callbackHandlers: config.runtime !== 'nodejs24.x',
        timeoutMs: config.timeout * 1000,
        debuggers,
        functionArn: functionArn(config.name),
      }),
      resubmit(pending) {
        if (!pending.answered) submit(pending);
      },
      log: createInvocationLog({ config, logs, onEvent, now, tellsPlatform: platformLogs }),
    });
    return { kind: 'pool', pool, bundle };
  }

  function readyThreads(): Promise<void> {
    threadsReady ??= openThreads(options.runOn).then((opened) => {
      threads = opened;
    });
    return threadsReady;
  }

  function* pools(): Iterable<FunctionPool> {
    for (const one of runnables.values()) if (one.kind === 'pool') yield one.pool;
  }

  function usersOf(bundle: Bundle): FunctionPool[] {
    return [...runnables.values()].flatMap((one) => (one.kind === 'pool' && one.bundle === bundle ? [one.pool] : []));
  }

  update(options.functions, options.accountConcurrency);

  return {
    logs,
    invoke: (call) => logged(call, invocations.invoke(call, ids.uuid())),
    invokeStreaming(call, signal) {
      const requestId = ids.uuid();
      const run = async (sink: PayloadSink): Promise<FunctionResult> => {
        const result = await logged(call, invocations.invoke(call, requestId, sink));
        if (!signal.aborted || result.kind !== 'answer') return result;
        // Told here, because nobody takes the answer.
        tell('warning', result);
        return { ...result, explanation: undefined };
      };
      return streamInvocation(requestId, signal, run);
    },
    async start() {
      await readyThreads();
      threads?.prepare(commonThreadKind(configs.values()));
      reloads.buildAll();
    },
    update(functions, accountConcurrency) {
      update(functions, accountConcurrency);
      reloads.buildAll();
    },
    setEnvironment(extra) {
      if (isDeepStrictEqual(extra, extraEnvironment)) return;
      extraEnvironment = extra;
      for (const [name, config] of configs) replace(name, config);
    },
    filesChanged: reloads.filesChanged,
    inputs: reloads.inputs,
    onInputsChanged: reloads.onInputsChanged,
    async close() {
      if (closed) return;
      closed = true;
      invocations.close();
      endSweep();
      const gone: Promise<void>[] = [];
      for (const pool of pools()) {
        for (const { exited } of pool.environments) gone.push(exited);
        pool.close();
      }
      watchdog.close();
      await threadsReady;
      await Promise.race([Promise.all(gone), after(THREAD_PATIENCE_MS)]);
      await Promise.all([threads?.close(), reloads.close()]);
      await bundles.close();
    },
  };
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** The place in routes.json may move without changing what runs, and so may what decides about invocations. */
function runsTheSame(a: FunctionConfig, b: FunctionConfig): boolean {
  const aside = { source: undefined, reservedConcurrency: undefined, eventInvokeConfig: undefined };
  return JSON.stringify({ ...a, ...aside }) === JSON.stringify({ ...b, ...aside });
}
