import { types } from 'node:util';
import type { Output } from './output.ts';
import { withoutOwnFrames } from './runtime-errors.ts';

/**
 * The line that the runtime writes about an error of the function, in the log format that it has: `Invoke Error`,
 * `Uncaught Exception`, `Unhandled Promise Rejection`. As LogPatch.js and Errors.js of the Node runtime.
 */
export function logRuntimeError(output: Output, title: string, error: unknown): void {
  const time = new Date().toISOString();
  const described = describe(error);
  if (process.env.AWS_LAMBDA_LOG_FORMAT?.toUpperCase() === 'JSON') {
    const { errorType, errorMessage, stack, ...rest } = described;
    const message = { errorType, errorMessage, stackTrace: stack, ...rest };
    output.write('runtime', toJson({ timestamp: time, level: 'ERROR', message, requestId: output.requestId }));
  } else {
    output.write('runtime', `${time}\t${output.requestId}\tERROR\t${title} \t${toJson(described)}`);
  }
}

interface Described {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack: readonly string[];
  readonly [name: string]: unknown;
}

/** Of an error its name, message, code, own properties and stack; of anything else its type and text. */
function describe(error: unknown): Described {
  try {
    if (types.isNativeError(error)) {
      const { name, message, stack, ...own } = error as Error & Record<string, unknown>;
      return {
        errorType: name,
        errorMessage: message,
        ...own,
        stack: withoutOwnFrames(String(stack ?? '')).split('\n'),
      };
    }
    return { errorType: typeof error, errorMessage: String(error), stack: [] };
  } catch {
    return { errorType: 'handled', errorMessage: 'the error could not be read', stack: [] };
  }
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '{}';
  }
}
