import type { FunctionAnswer, FunctionCall, FunctionResult } from '../shared/function-runtime.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import type { InvocationLog } from './invocation-log.ts';

/** A call on its way to an answer. */
export interface PendingCall {
  readonly call: FunctionCall;
  readonly requestId: string;
  /** performance.now() */
  readonly queuedAt: number;
  readonly resolve: (result: FunctionResult) => void;
  /** Takes the failure of an invocation whose streamed response was complete before. */
  readonly failedLate: (answer: FunctionAnswer) => void;
  /** Takes a streamed response as it comes; without one it is collected. */
  readonly sink?: PayloadSink;
  /** Its streamed response is complete, while its handler may still run. */
  answered?: boolean;
  /** Its handler streams: an answer is not yet the end of the invocation, `over` is. */
  streams?: boolean;
  /** To be called at the end of an invocation that streams; of any other its answer is the end. */
  readonly over: () => void;
  /** The init phase of the environment that was started for it has failed once. */
  initFailed?: boolean;
}

/** Takes the bytes of a streamed response. */
export interface PayloadSink {
  /** `taken` is to be called when somebody has them: the handler may write on. */
  write(bytes: Uint8Array, contentType: string, taken: () => void): void;
  /** Gives it what ends the invocation when its caller leaves. */
  endsBy(end: () => unknown): void;
}

/** How a call ended that got no result. */
export type InvocationFailure =
  /** The handler failed, or could not be loaded; `stack` shows the user's line where there is one. */
  | { readonly kind: 'handler' | 'init' | 'fatal'; readonly payload: string; readonly stack: string }
  | {
      readonly kind: 'timeout' | 'exit' | 'signal' | 'out-of-memory' | 'too-large' | 'client-left';
      readonly payload: string;
      readonly detail: string;
      /** Of a time-out: the handler has returned, and its response stream was never ended. */
      readonly isStreamOpen?: boolean;
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
  readonly log: InvocationLog;
}
