import type { InvocationFailure } from './calls.ts';
import {
  clientLeftPayload,
  exitPayload,
  outOfMemoryPayload,
  responseTooLargePayload,
  signalPayload,
  timeoutPayload,
} from './error-payload.ts';
import type { ReportMessage } from './protocol.ts';

/** What the function's own code did, as its environment tells it. */
export function codeFailure([kind, payload, stack]: ReportMessage & {
  readonly 0: 'error' | 'fatal' | 'init-error';
}): InvocationFailure {
  return { kind: KINDS[kind], payload, stack };
}

const KINDS = { error: 'handler', fatal: 'fatal', 'init-error': 'init' } as const;

/** The ends of an invocation that its environment doesn't tell: it is gone, or is ended. */

export function timeoutFailure(requestId: string, timeoutMs: number, isStreamOpen: boolean): InvocationFailure {
  const payload = timeoutPayload(requestId, timeoutMs);
  return { kind: 'timeout', payload, detail: (timeoutMs / 1000).toFixed(2), isStreamOpen };
}

export function outOfMemoryFailure(requestId: string): InvocationFailure {
  return { kind: 'out-of-memory', payload: outOfMemoryPayload(requestId), detail: '' };
}

/** The thread ended by itself: by a signal as its process guard says it, or with an exit code. */
export function exitFailure(requestId: string, exitCode: number, signal: string | undefined): InvocationFailure {
  return signal === undefined
    ? { kind: 'exit', payload: exitPayload(requestId, exitCode), detail: String(exitCode) }
    : { kind: 'signal', payload: signalPayload(requestId, signal), detail: signal };
}

/** A response of more bytes than Lambda takes. */
export function tooLargeFailure(limit: number): InvocationFailure {
  return { kind: 'too-large', payload: responseTooLargePayload(limit), detail: `${Math.floor(limit / 1_048_576)} MB` };
}

/** The caller of a streamed response left before it was complete. */
export function clientLeftFailure(): InvocationFailure {
  return { kind: 'client-left', payload: clientLeftPayload(), detail: '' };
}
