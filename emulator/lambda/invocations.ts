import type { FunctionConfig } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import { suggest } from '../errors/suggest.ts';
import type { EmulatorEventListener } from '../events.ts';
import type { Clock } from '../shared/clock.ts';
import type { FunctionCall, FunctionRefusal, FunctionResult } from '../shared/function-runtime.ts';
import { LARGEST_EVENT } from '../shared/invocation-type.ts';
import type { PayloadSink } from './calls.ts';
import { createConcurrency, type Throttle } from './concurrency.ts';
import { createEventInvocations } from './event-invocations.ts';
import { parseEvent } from './protocol.ts';
import { refuseClosed, refuseEvent, refuseLarge, refuseMissing, refuseThrottled } from './refusals.ts';

/** Lambda's Invoke call, before any environment is looked for. */
export interface Invocations {
  invoke(call: FunctionCall, requestId: string, sink?: PayloadSink): Promise<FunctionResult>;
  /** The refusal of a call whose function isn't there, or is there no more. */
  refuseUnknown(call: FunctionCall, requestId: string): FunctionRefusal;
  /** The functions and limits in force from now on. */
  configure(functions: ReadonlyMap<string, FunctionConfig>, accountConcurrency: number | undefined): void;
  /** Refuses whatever comes, and forgets events that wait to be tried again. */
  close(): void;
}

interface Parts {
  /** Runs a function that is among the configured ones. `over` is called when it has run, which may be after its answer. */
  readonly run: (
    call: FunctionCall,
    requestId: string,
    over: () => void,
    sink?: PayloadSink,
  ) => Promise<FunctionResult>;
  readonly onEvent: EmulatorEventListener;
  readonly clock: Clock;
  /** Milliseconds before the second and before the third attempt of an event that failed. */
  readonly retryDelays: readonly [number, number];
}

/**
 * Decides about each invocation what Lambda decides: is the function there, is the event small enough and JSON, may
 * another run now, and does the caller wait?
 */
export function createInvocations({ run, onEvent, clock, retryDelays }: Parts): Invocations {
  const concurrency = createConcurrency();
  let functions: ReadonlyMap<string, FunctionConfig> = new Map();
  let closed = false;
  const events = createEventInvocations({
    attempt: (call, requestId) => admit(call, requestId) ?? runCounted(call, requestId),
    configOf: (name) => functions.get(name),
    onEvent,
    clock,
    retryDelays,
  });

  function invoke(call: FunctionCall, requestId: string, sink?: PayloadSink): Promise<FunctionResult> {
    return admit(call, requestId) ?? runByType(call, requestId, sink);
  }

  /** The refusal of a call that has no function to run. */
  function admit(call: FunctionCall, requestId: string): Promise<FunctionResult> | undefined {
    if (closed) return Promise.resolve(refuseClosed(requestId));
    if (!functions.has(call.functionName)) return Promise.resolve(refuseUnknown(call, requestId));
    const limit = call.invocationType === 'Event' ? LARGEST_EVENT.asynchronous : LARGEST_EVENT.synchronous;
    // A character has three bytes at the most.
    const isLarge = call.payload.length * 3 > limit && Buffer.byteLength(call.payload) > limit;
    return isLarge ? Promise.resolve(refuseLarge(requestId, limit)) : undefined;
  }

  function runByType(call: FunctionCall, requestId: string, sink?: PayloadSink): Promise<FunctionResult> {
    if (call.invocationType === 'DryRun') return Promise.resolve({ kind: 'accepted', requestId, status: 204 });
    if (call.invocationType !== 'Event') return runCounted(call, requestId, sink);
    if (!isEvent(call.payload)) return Promise.resolve(refuseEvent(requestId, call.payload));
    events.accept(call, requestId);
    return Promise.resolve({ kind: 'accepted', requestId, status: 202 });
  }

  function runCounted(call: FunctionCall, requestId: string, sink?: PayloadSink): Promise<FunctionResult> {
    const { functionName } = call;
    const throttle = concurrency.begin(functionName);
    if (throttle) return Promise.resolve(throttled(requestId, functionName, throttle));
    return run(call, requestId, () => concurrency.end(functionName), sink);
  }

  function throttled(requestId: string, functionName: string, throttle: Throttle): FunctionResult {
    const source = functions.get(functionName)?.source;
    const explanation = explain('lambda-throttled', { functionName, ...throttle }, { source });
    return { ...refuseThrottled(requestId, throttle.reason), explanation };
  }

  function refuseUnknown({ functionName, qualifier = '$LATEST' }: FunctionCall, requestId: string): FunctionRefusal {
    const nearest = suggest(functionName, functions.keys());
    return {
      ...refuseMissing(requestId, functionName, qualifier),
      explanation: explain('lambda-unknown-function', { functionName, nearest }),
    };
  }

  return {
    invoke,
    refuseUnknown,
    configure(next, accountConcurrency) {
      functions = next;
      concurrency.configure(next, accountConcurrency);
    },
    close() {
      closed = true;
      events.close();
    },
  };
}

function isEvent(payload: string): boolean {
  try {
    parseEvent(payload);
    return true;
  } catch {
    return false;
  }
}
