import type { EventInvokeConfig, FunctionConfig } from '../config/types.ts';
import { type Explanation, explain } from '../errors/explanation.ts';
import type { EmulatorEventListener } from '../events.ts';
import type { Clock } from '../shared/clock.ts';
import type { FunctionCall, FunctionResult } from '../shared/function-runtime.ts';

/** The invocations that nobody waits for: Lambda's queue of events. */
export interface EventInvocations {
  /** Takes an event and runs its function, again where that is due. Returns at once. */
  accept(call: FunctionCall, requestId: string): void;
  /** Forgets what waits to be tried again. */
  close(): void;
}

interface Parts {
  /** Runs the function once; every attempt has the same request id. */
  readonly attempt: (call: FunctionCall, requestId: string) => Promise<FunctionResult>;
  /** The configuration in force; undefined when the function is gone. */
  readonly configOf: (functionName: string) => FunctionConfig | undefined;
  readonly onEvent: EmulatorEventListener;
  readonly clock: Clock;
  /** Milliseconds before the second and before the third attempt. */
  readonly retryDelays: readonly [number, number];
}

interface AcceptedEvent {
  readonly call: FunctionCall;
  readonly requestId: string;
  readonly acceptedAt: number;
  failures: number;
  throttles: number;
}

/** Lambda's, for a function that has no settings of its own. */
const DEFAULTS: EventInvokeConfig = { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 21_600 };
/** How often the wait of a throttled event doubles: on AWS from one second to five minutes. */
const THROTTLED_DOUBLINGS = 5;

/**
 * Runs events as Lambda does: one that fails is tried twice more, one that is throttled as long as it isn't too old,
 * and at the end it is discarded. (Lambda's waits are one and two minutes; here they are `retryDelays`.) The developer
 * is told each failure and what becomes of the event.
 */
export function createEventInvocations({ attempt, configOf, onEvent, clock, retryDelays }: Parts): EventInvocations {
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  async function run(event: AcceptedEvent): Promise<void> {
    const result = await attempt(event.call, event.requestId);
    if (closed || result.kind === 'accepted') return;
    const config = configOf(event.call.functionName);
    if (result.kind === 'answer') {
      if (result.functionError) afterFailure(event, config, result.explanation);
    } else if (result.status === 429 && config) {
      afterThrottle(event, config, result.explanation);
    } else {
      discard(event, `Lambda refused it: ${result.message}`, result.explanation);
    }
  }

  function afterFailure(event: AcceptedEvent, config: FunctionConfig | undefined, failure?: Explanation): void {
    event.failures++;
    const { maximumRetryAttempts } = config?.eventInvokeConfig ?? DEFAULTS;
    if (event.failures > maximumRetryAttempts) {
      discard(event, `it was tried ${times(event.failures)}`, failure);
      return;
    }
    const delayMs = retryDelays[event.failures - 1] ?? retryDelays[1];
    if (isTooOld(event, config, delayMs)) {
      discard(event, 'it would be older than its maximum age before it is tried again', failure);
      return;
    }
    const facts = { functionName: event.call.functionName, requestId: event.requestId, seconds: delayMs / 1000 };
    const attempts = { attempt: event.failures + 1, attempts: maximumRetryAttempts + 1 };
    tell('error', failure, explain('lambda-event-retried', { ...facts, ...attempts }));
    later(event, delayMs);
  }

  function afterThrottle(event: AcceptedEvent, config: FunctionConfig, throttled?: Explanation): void {
    if (config.reservedConcurrency === 0) {
      discard(event, 'its function has a reserved concurrency of 0', throttled);
      return;
    }
    const delayMs = retryDelays[0] * 2 ** Math.min(event.throttles, THROTTLED_DOUBLINGS);
    if (isTooOld(event, config, delayMs)) {
      discard(event, 'it was throttled until it reached its maximum age', throttled);
      return;
    }
    if (event.throttles++ === 0) tell('warning', throttled);
    later(event, delayMs);
  }

  function isTooOld({ acceptedAt }: AcceptedEvent, config: FunctionConfig | undefined, delayMs: number): boolean {
    const { maximumEventAgeInSeconds } = config?.eventInvokeConfig ?? DEFAULTS;
    return clock.now() + delayMs - acceptedAt > maximumEventAgeInSeconds * 1000;
  }

  function later(event: AcceptedEvent, delayMs: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void run(event);
    }, delayMs);
    timers.add(timer);
  }

  function discard({ call, requestId }: AcceptedEvent, reason: string, cause?: Explanation): void {
    tell('error', cause, explain('lambda-event-discarded', { functionName: call.functionName, requestId, reason }));
  }

  function tell(severity: 'error' | 'warning', ...told: (Explanation | undefined)[]): void {
    const explanations = told.filter((one) => one !== undefined);
    if (explanations.length > 0) onEvent({ kind: 'problem', severity, explanations });
  }

  return {
    accept: (call, requestId) => void run({ call, requestId, acceptedAt: clock.now(), failures: 0, throttles: 0 }),
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}
