import type { FunctionCall, FunctionResult } from '../shared/function-runtime.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';

/** A call on its way to an answer. */
export interface PendingCall {
  readonly call: FunctionCall;
  readonly requestId: string;
  /** performance.now() */
  readonly queuedAt: number;
  readonly resolve: (result: FunctionResult) => void;
}

/** How a call ended that got no result. */
export type InvocationFailure =
  /** The handler failed, or could not be loaded; `stack` shows the user's line where there is one. */
  | { readonly kind: 'handler' | 'init' | 'fatal'; readonly payload: string; readonly stack: string }
  | {
      readonly kind: 'timeout' | 'exit' | 'signal' | 'out-of-memory';
      readonly payload: string;
      readonly detail: string;
    };

export interface InvocationTimes {
  readonly durationMs: number;
  readonly initDurationMs?: number;
}

/** Whoever runs environments: the pool of a function. */
export interface EnvironmentOwner {
  /** A call was answered; the environment is free, busy with the next, or ended. */
  settled(environment: ExecutionEnvironment, durationMs: number): void;
  /** The environment takes no more calls. */
  ended(environment: ExecutionEnvironment): void;
  /** A call that it had been given and not begun. */
  returned(pending: PendingCall): void;
  failed(pending: PendingCall, failure: InvocationFailure, times: InvocationTimes): void;
  printed(stream: 'stdout' | 'stderr', requestId: string | undefined, text: string): void;
}
