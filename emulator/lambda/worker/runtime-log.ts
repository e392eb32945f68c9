import { isJsonFormat, isLogged, jsonLine, type Level, textLine } from './console.ts';
import type { Output } from './output.ts';
import { toErrorPayload, withoutOwnFrames } from './runtime-errors.ts';

/**
 * The line that the runtime writes about an error of the function, in the log format that it has: `Invoke Error`,
 * `Uncaught Exception`, `Unhandled Promise Rejection`. As LogPatch.js and Errors.js of the Node runtime, which write
 * it with console.error: AWS_LAMBDA_LOG_LEVEL may silence it.
 */
export function logRuntimeError(output: Output, title: string, thrown: unknown): void {
  if (isJsonFormat()) writeLine(output, 'ERROR', [intoError(thrown)]);
  else writeLine(output, 'ERROR', [title, `\t${describe(intoError(thrown))}`]);
}

/** What the runtime says, up to nodejs22.x, when it has loaded a handler that takes a callback. */
export function warnOfCallback(output: Output): void {
  if (process.env.AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING === undefined)
    writeLine(output, 'WARN', [CALLBACK_WARNING]);
}

const CALLBACK_WARNING =
  'AWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. You will need to update this function to use an async handler to use Node.js 24 or later. For more information and to provide feedback on this change, see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. To disable this warning, set the AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.';

function writeLine(output: Output, level: Level, parts: unknown[]): void {
  if (isLogged(level)) output.write('runtime', (isJsonFormat() ? jsonLine : textLine)(level, output.requestId, parts));
}

/** Whatever was thrown, as an error. What can't even be looked at becomes one that says so. */
function intoError(thrown: unknown): Error {
  try {
    return thrown instanceof Error ? thrown : new Error(thrown as string);
  } catch {
    return new Error('the error could not be read');
  }
}

/** Name, message, code, own properties and stack, also of the errors inside of it. */
function describe(error: Error): string {
  try {
    return JSON.stringify(error, (_key, value) => (value instanceof Error ? withEnumerableProperties(value) : value));
  } catch {
    return toErrorPayload(error).payload;
  }
}

function withEnumerableProperties(error: Error & { code?: unknown }): object {
  const { name: errorType, message: errorMessage, code, stack } = error;
  const lines = typeof stack === 'string' ? { stack: withoutOwnFrames(stack).split('\n') } : {};
  return { errorType, errorMessage, code, ...error, ...lines };
}
