import Module from 'node:module';
import { dirname } from 'node:path';
import type { FunctionCode, InitMessage } from '../protocol.ts';
import { provideAwsLambda, type Streaming, streamingOf } from './awslambda.ts';
import {
  CallbackHandlerDeprecated,
  HandlerNotFound,
  ImportModuleError,
  UserCodeSyntaxError,
} from './runtime-errors.ts';

export type Handler = (event: unknown, context: object, callback: HandlerCallback) => unknown;
export type HandlerCallback = (error?: unknown, result?: unknown) => void;

/** A function that can be called with events, and whether it streams its answers. */
export interface LoadedHandler {
  readonly handler: Handler;
  readonly streaming: Streaming | undefined;
}

/**
 * Loads a function's module and finds its handler in it, with the errors of the Node runtime's UserFunction.js:
 * Runtime.ImportModuleError, Runtime.UserCodeSyntaxError, Runtime.HandlerNotFound, or whatever the module throws.
 */
export async function loadHandler({
  code,
  handler,
  exportPath,
  callbackHandlers,
}: InitMessage): Promise<LoadedHandler> {
  provideAwsLambda();
  const found = resolveExport(await loadModule(code), exportPath);
  if (!found) throw new HandlerNotFound(`${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw new HandlerNotFound(`${handler} is not a function`);
  const streaming = streamingOf(found);
  if (!callbackHandlers && !streaming && found.length >= 3 && !isAsync(found as Handler)) {
    throw new CallbackHandlerDeprecated(
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return { handler: found as Handler, streaming };
}

/** An async function, by its declaration, as the runtime tells: a promise that never settles is then an error. */
export function isAsync(handler: Handler): boolean {
  return handler.constructor?.name === 'AsyncFunction';
}

async function loadModule(code: FunctionCode): Promise<unknown> {
  try {
    return code.format === 'esm' ? await importModule(code.url) : compileCommonJs(code.file, code.text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserCodeSyntaxError(String(error), { cause: error });
    if ((error as { code?: unknown } | undefined)?.code === 'MODULE_NOT_FOUND') {
      throw new ImportModuleError(String(error), { cause: error });
    }
    throw error;
  }
}

const imported = new Map<string, number>();

/** In a thread of its own each module is loaded once; on a shared one every environment needs it for itself. */
function importModule(url: string): Promise<unknown> {
  const times = imported.get(url) ?? 0;
  imported.set(url, times + 1);
  return import(times === 0 ? url : `${url}?${times}`);
}

/** Runs CommonJS text as if it stood in the source file: `__dirname` and `require` start from there. */
function compileCommonJs(file: string, text: string): unknown {
  const module = new Module(file) as CompilableModule;
  module.filename = file;
  module.paths = nodeModulePaths(dirname(file));
  module._compile(text, file);
  return module.exports;
}

interface CompilableModule extends Module {
  _compile(text: string, file: string): void;
}

function nodeModulePaths(folder: string): string[] {
  return (Module as unknown as { _nodeModulePaths(folder: string): string[] })._nodeModulePaths(folder);
}

/** `api.get` → module.api.get */
function resolveExport(module: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((object, key) => object && (object as Record<string, unknown>)[key], module);
}
