import { dirname } from 'node:path';
import { types } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { LARGEST_RESULT } from '../protocol.ts';

/** The errors that Lambda's Node runtime itself raises; `name` becomes errorType. As Errors.js of the runtime. */
export class ImportModuleError extends Error {}
export class HandlerNotFound extends Error {}
export class UserCodeSyntaxError extends Error {}
export class CallbackHandlerDeprecated extends Error {}
export class MalformedStreamingHandler extends Error {}
export class InvalidStreamingOperation extends Error {}
export class UnhandledPromiseRejection extends Error {
  readonly reason: unknown;
  readonly promise: unknown;

  constructor(reason: unknown, promise: unknown) {
    super(reason === undefined ? undefined : String(reason));
    // The runtime's log shows them.
    this.reason = reason;
    this.promise = promise;
  }
}
export class NodeJsExit extends Error {
  constructor() {
    super(
      'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
    );
  }
}

/** Not the runtime's error but the service's own, which has no trace. */
export class ResponseSizeTooLarge extends Error {
  override name = 'Function.ResponseSizeTooLarge';

  constructor() {
    super(`Response payload size exceeded maximum allowed payload size (${LARGEST_RESULT} bytes).`);
  }
}

/** Is this more than Lambda takes for an answer? A UTF-16 unit takes three bytes at most: only then is counted. */
export function isTooLarge(text: string): boolean {
  return text.length * 3 > LARGEST_RESULT && Buffer.byteLength(text) > LARGEST_RESULT;
}

// On the prototype, before any is made: the first line of a stack shows the name an error has when it is created.
for (const kind of [
  ImportModuleError,
  HandlerNotFound,
  UserCodeSyntaxError,
  CallbackHandlerDeprecated,
  MalformedStreamingHandler,
  InvalidStreamingOperation,
  UnhandledPromiseRejection,
  NodeJsExit,
]) {
  kind.prototype.name = `Runtime.${kind.name}`;
}

/**
 * What a failed invocation answers: the JSON text `{"errorType":…,"errorMessage":…,"trace":[…]}`, and the stack of
 * `origin` for the developer, where another error than the one answered shows the user's line.
 */
export function toErrorPayload(error: unknown, origin: unknown = error): { payload: string; stack: string } {
  const text = JSON.stringify(toErrorObject(error));
  const payload = isTooLarge(text) ? JSON.stringify(toErrorObject(new ResponseSizeTooLarge())) : text;
  return { payload, stack: stackOf(origin).slice(-LONGEST_STACK) };
}

/** Characters: the frames are at the end, behind a message of any length. */
const LONGEST_STACK = 65_536;

function toErrorObject(error: unknown): object {
  try {
    if (error instanceof ResponseSizeTooLarge) return { errorMessage: error.message, errorType: error.name };
    if (types.isNativeError(error) || looksLikeError(error)) {
      const { name, message, stack } = error as Partial<Error>;
      const trace = withoutOwnFrames((stack as string).replaceAll(DELETE, '%7F')).split('\n');
      return { errorType: name?.replaceAll(DELETE, '%7F'), errorMessage: message?.replaceAll(DELETE, '%7F'), trace };
    }
    return { errorType: typeof error, errorMessage: (error as object).toString(), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    };
  }
}

/** The runtime can't send it: name, message and stack that are no texts fail here as they fail there. */
const DELETE = '\x7F';

function looksLikeError(value: unknown): boolean {
  const { name, message, stack } = value as Partial<Record<'name' | 'message' | 'stack', unknown>>;
  return Boolean(
    name && message && stack && typeof name === 'string' && typeof message === 'string' && typeof stack === 'string',
  );
}

function stackOf(value: unknown): string {
  try {
    const stack = (value as { stack?: unknown } | null | undefined)?.stack;
    return typeof stack === 'string' ? withoutOwnFrames(stack) : '';
  } catch {
    return '';
  }
}

/** Folder of the thread's own code, which stands below the handler in every stack. */
const OWN_FOLDER = isMainThread ? import.meta.dirname : dirname(process.argv[1] ?? '');

/**
 * A trace ends with the function's last frame: on AWS the runtime's follow, here they would be ours, and those of Node
 * that called us. Takes stacks, and texts of node:util with stacks in them.
 */
export function withoutOwnFrames(text: string): string {
  if (!text.includes(OWN_FOLDER)) return text;
  const kept: string[] = [];
  let isBehindOurs = false;
  for (const line of text.split('\n')) {
    const isFrame = /^\s+at /.test(line);
    isBehindOurs = isFrame && (line.includes(OWN_FOLDER) || (isBehindOurs && line.includes('node:internal/')));
    if (!isBehindOurs) kept.push(line);
    // The properties of an error follow its last frame.
    else if (line.endsWith(' {')) kept.push(`${kept.pop()} {`);
  }
  return kept.join('\n');
}
