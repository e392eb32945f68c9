import type { FunctionConfig } from '../config/types.ts';
import type { EmulatorEventListener } from '../events.ts';
import type { Clock, Ids } from '../shared/clock.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import type { IdleLimits } from './idle-sweep.ts';
import type { RunOn } from './open-threads.ts';

/** What the Lambda service needs, and what tests set otherwise. */
export interface LambdaServiceOptions {
  readonly functions: ReadonlyMap<string, FunctionConfig>;
  readonly onEvent: EmulatorEventListener;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Variables that every function gets besides Lambda's: addresses of the emulator's own services. */
  readonly extraEnvironment?: Readonly<Record<string, string>>;
  /** @default keys that open nothing */
  readonly credentials?: AwsCredentials;
  /** Threads of all functions together; calls beyond them queue. @default 25 */
  readonly maxEnvironments?: number;
  /** Invocations that may be under way in all; undefined: none is throttled for want of it. */
  readonly accountConcurrency?: number;
  /** Every call gets a new environment. @default false */
  readonly cold?: boolean;
  /** Milliseconds before the second and before the third attempt of an event that failed. @default [1000, 2000] */
  readonly retryDelays?: readonly [number, number];
  /** When environments end that nobody calls. */
  readonly idle?: Partial<IdleLimits>;
  /** @default 'threads' */
  readonly runOn?: RunOn;
  /** Tell what Lambda writes into the logs (START, END, REPORT) besides what functions write. @default false */
  readonly platformLogs?: boolean;
  /** Number of attached debuggers: time-outs stand still while there are any. */
  readonly debuggers?: Int32Array;
}
