import type { FunctionConfig } from '../config/types.ts';
import type { Bundle } from './bundle.ts';
import type { PendingCall } from './calls.ts';
import type { EnvironmentLimit } from './environment-limit.ts';
import type { InvocationLog } from './invocation-log.ts';
import type { FunctionCode, InitMessage } from './protocol.ts';
import type { EnvironmentThread } from './spare-threads.ts';
import type { Watchdog } from './watchdog.ts';

/** What a pool needs from the service around it. */
export interface PoolParts {
  readonly config: FunctionConfig;
  readonly bundle: Bundle;
  readonly limit: EnvironmentLimit;
  readonly watchdog: Watchdog;
  /** Every call gets a new environment. */
  readonly cold: boolean;
  /** Resolves when threads can be started. */
  readonly threadsReady: Promise<void>;
  startThread(): EnvironmentThread;
  initMessage(code: FunctionCode): InitMessage;
  /** Takes a call that this pool will not answer any more. */
  resubmit(pending: PendingCall): void;
  readonly log: InvocationLog;
}
