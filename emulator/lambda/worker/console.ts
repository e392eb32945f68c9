import { format } from 'node:util';
import type { Output } from './output.ts';
import { withoutOwnFrames } from './runtime-errors.ts';

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
export type Level = (typeof LEVELS)[number];

/** console.log has no level of its own: on Lambda it is INFO. */
export const METHODS = {
  trace: 'TRACE',
  debug: 'DEBUG',
  info: 'INFO',
  log: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
} as const;

/**
 * Makes console write Lambda's lines: `<time>\t<request id>\t<LEVEL>\t<message>`, or one JSON object per line with
 * AWS_LAMBDA_LOG_FORMAT=JSON. AWS_LAMBDA_LOG_LEVEL silences what is below it. As LogPatch.js of the Node runtime.
 */
export function patchConsole(output: Output, console: object): void {
  const toLine = isJsonFormat() ? jsonLine : textLine;
  const target = console as Record<string, unknown>;
  for (const [method, level] of Object.entries(METHODS)) {
    const stream = LEVELS.indexOf(level) >= LEVELS.indexOf('WARN') ? 'stderr' : 'stdout';
    target[method] = isLogged(level)
      ? (message: unknown, ...more: unknown[]) =>
          output.write(stream, toLine(level, output.requestId, [message, ...more]))
      : () => {};
  }
}

/** Does AWS_LAMBDA_LOG_LEVEL let lines of this level through? A level that there isn't lets all. */
export function isLogged(level: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf((process.env.AWS_LAMBDA_LOG_LEVEL?.toUpperCase() ?? 'TRACE') as Level);
}

export function isJsonFormat(): boolean {
  return process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON';
}

/** One line of a log whose format is text. */
export function textLine(level: Level, requestId: string | undefined, parts: unknown[]): string {
  return `${new Date().toISOString()}\t${requestId}\t${level}\t${toText(parts)}`;
}

/** One line of a log whose format is JSON. */
export function jsonLine(level: Level, requestId: string | undefined, parts: unknown[]): string {
  const head = { timestamp: new Date().toISOString(), level, requestId };
  if (parts.length === 1) {
    try {
      return JSON.stringify({ ...head, message: parts[0] }, withErrors);
    } catch {
      return JSON.stringify({ ...head, message: toText(parts) });
    }
  }
  const error = parts.find((part) => part instanceof Error);
  return JSON.stringify({ ...head, message: toText(parts), ...(error && describeError(error)) });
}

function toText(parts: unknown[]): string {
  return withoutOwnFrames(format(...parts));
}

function withErrors(_key: string, value: unknown): unknown {
  return value instanceof Error ? { ...describeError(value), ...value } : value;
}

function describeError(error: Error): object {
  return {
    errorType: error.constructor?.name ?? 'UnknownError',
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? withoutOwnFrames(error.stack).split('\n') : [],
  };
}
