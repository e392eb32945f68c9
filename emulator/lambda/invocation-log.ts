import type { FunctionConfig } from '../config/types.ts';
import type { EmulatorEventListener } from '../events.ts';
import type { InvocationFailure, InvocationTimes, PendingCall } from './calls.ts';
import type { FunctionLogs } from './function-logs.ts';
import { type PlatformRecord, platformLines } from './platform-lines.ts';
import type { LogStream } from './protocol.ts';

/** What one function writes and what Lambda writes around it: to the log that is kept, and to whoever listens. */
export interface InvocationLog {
  /** An environment begins. */
  initStarted(): void;
  /** It could not be initialised: at first, or once more as a part of the invocation. */
  initFailed(durationMs: number, phase: 'init' | 'invoke', lost: InvocationFailure): void;
  /** An event has begun. */
  began(pending: PendingCall): void;
  /** It has ended; with `lost` the environment is gone as well. */
  ended(pending: PendingCall, times: InvocationTimes, maxMemoryUsedMb: number, lost?: InvocationFailure): void;
  wrote(stream: LogStream, requestId: string | undefined, text: string): void;
}

interface Parts {
  readonly config: FunctionConfig;
  readonly logs: FunctionLogs;
  readonly onEvent: EmulatorEventListener;
  readonly now: () => number;
  /** Tell the lines of the platform and of the runtime, too. */
  readonly tellsPlatform: boolean;
}

/** Makes the log of a function. */
export function createInvocationLog({ config, logs, onEvent, now, tellsPlatform }: Parts): InvocationLog {
  const functionName = config.name;

  function wrote(stream: LogStream, requestId: string | undefined, text: string): void {
    logs.wrote(functionName, requestId, text);
    if (stream !== 'runtime' || tellsPlatform) onEvent({ kind: 'function-log', functionName, requestId, stream, text });
  }

  function record(one: PlatformRecord): void {
    logs.recorded(functionName, one);
    if (!tellsPlatform) return;
    const requestId = 'requestId' in one ? one.requestId : undefined;
    for (const text of platformLines(one, now(), logFormat(config))) {
      onEvent({ kind: 'function-log', functionName, requestId, stream: 'runtime', text });
    }
  }

  return {
    wrote,
    initStarted: () => record({ kind: 'init-start', runtime: config.runtime }),
    initFailed: (durationMs, phase, lost) =>
      record({ kind: 'init-report', durationMs, phase, status: statusOf(lost), errorType: errorTypeOf(lost) }),
    began: ({ requestId, call }) => record({ kind: 'start', requestId, version: versionOf(call.qualifier) }),
    ended({ requestId }, times, maxMemoryUsedMb, lost) {
      const text = lost === undefined ? undefined : failureText(lost, requestId, now());
      if (text !== undefined) wrote('runtime', requestId, text);
      record({
        kind: 'report',
        requestId,
        durationMs: times.durationMs,
        initDurationMs: times.initDurationMs,
        memorySizeMb: config.memorySize,
        maxMemoryUsedMb,
        status: statusOf(lost),
        errorType: errorTypeOf(lost),
      });
    },
  };
}

/** JSON for a function whose variables say so, as Lambda's logging configuration does. */
export function logFormat(config: FunctionConfig | undefined): 'Text' | 'JSON' {
  return config?.environment.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON' ? 'JSON' : 'Text';
}

function versionOf(qualifier: string | undefined): string {
  return qualifier !== undefined && /^\d+$/.test(qualifier) ? qualifier : '$LATEST';
}

/** What Lambda writes about an environment that it lost; the runtime itself has written about errors of the code. */
function failureText(lost: InvocationFailure, requestId: string, now: number): string | undefined {
  switch (lost.kind) {
    case 'timeout':
      return `${new Date(now).toISOString()} ${requestId} Task timed out after ${lost.detail} seconds\n`;
    case 'exit':
    case 'signal':
    case 'out-of-memory': {
      const { errorType, errorMessage } = JSON.parse(lost.payload) as { errorType: string; errorMessage: string };
      return `${errorMessage}\n${errorType}`;
    }
    default:
      return undefined;
  }
}

function statusOf(lost: InvocationFailure | undefined): 'success' | 'timeout' | 'error' {
  if (lost === undefined) return 'success';
  return lost.kind === 'timeout' ? 'timeout' : 'error';
}

function errorTypeOf(lost: InvocationFailure | undefined): string | undefined {
  if (lost === undefined || lost.kind === 'timeout' || lost.kind === 'client-left') return undefined;
  return (JSON.parse(lost.payload) as { errorType?: string }).errorType ?? 'Runtime.Unknown';
}
