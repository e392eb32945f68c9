import type { FunctionConfig } from '../config/types.ts';
import { parseHandler } from '../shared/handler-file.ts';
import type { BuildFailure } from './build-failure.ts';

/** The error objects that no handler makes but the runtime's loader and the service around it, as JSON text. */

/** For code that could not be built: what the Node runtime says when it loads the same files. */
export function buildFailurePayload(failure: BuildFailure, { handler, root }: FunctionConfig): string {
  switch (failure.kind) {
    case 'missing-module': {
      // Named as the runtime names it: the last part of its path.
      const parsed = parseHandler(handler, root);
      const name = parsed.kind === 'handler' ? parsed.moduleName : handler;
      return runtimeError('Runtime.ImportModuleError', notFound(name, ['/var/runtime/index.mjs']));
    }
    case 'unresolved-import':
      return failure.format === 'esm'
        ? // The runtime knows only CommonJS's code for it: this one stays a plain Error.
          runtimeError(
            'Error',
            `Cannot find ${isPath(failure.name) ? 'module' : 'package'} '${failure.name}' imported from ${failure.source.file}`,
          )
        : runtimeError(
            'Runtime.ImportModuleError',
            notFound(failure.name, [failure.source.file, '/var/runtime/index.mjs']),
          );
    case 'file-type':
      // The one loader knows such a file by its name, the other takes it for JavaScript.
      return failure.format === 'esm'
        ? runtimeError('TypeError', `Unknown file extension "${failure.extension}" for ${failure.file}`)
        : runtimeError('Runtime.UserCodeSyntaxError', 'SyntaxError: Invalid or unexpected token');
    case 'syntax':
    case 'module-syntax':
      return runtimeError('Runtime.UserCodeSyntaxError', `SyntaxError: ${failure.message}`);
  }
}

/** `Bad handler`, or the name with `..` in it. */
export function malformedHandlerPayload(message: string): string {
  return runtimeError('Runtime.MalformedHandlerName', message);
}

export function timeoutPayload(requestId: string, timeoutMs: number): string {
  return serviceError(
    'Sandbox.Timedout',
    `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
  );
}

/** The process of the environment ended by itself. */
export function exitPayload(requestId: string, exitCode: number): string {
  const reason =
    exitCode === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${exitCode}`;
  return serviceError('Runtime.ExitError', `RequestId: ${requestId} Error: ${reason}`);
}

/** `name` as Lambda words it: `killed`, `aborted`. */
export function signalPayload(requestId: string, name: string): string {
  return serviceError('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited with error: signal: ${name}`);
}

export function outOfMemoryPayload(requestId: string): string {
  return serviceError(
    'Runtime.OutOfMemory',
    `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
  );
}

/** `limit` in bytes. */
export function responseTooLargePayload(limit: number): string {
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${limit} bytes).`;
  return JSON.stringify({ errorMessage, errorType: 'Function.ResponseSizeTooLarge' });
}

/** Nobody gets it: its caller has gone. The words are our own, Lambda has none. */
export function clientLeftPayload(): string {
  return serviceError('Sandbox.ClientLeft', 'The client left before the response was complete.');
}

function serviceError(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage });
}

/** The trace is the message alone: the frames below it on AWS are the runtime's own. */
function runtimeError(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage, trace: `${errorType}: ${errorMessage}`.split('\n') });
}

function notFound(name: string, requireStack: readonly string[]): string {
  return `Error: Cannot find module '${name}'\nRequire stack:\n${requireStack.map((file) => `- ${file}`).join('\n')}`;
}

function isPath(name: string): boolean {
  return name.startsWith('.') || name.startsWith('/');
}
