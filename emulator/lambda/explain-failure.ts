import { readdirSync } from 'node:fs';
import { basename, dirname, extname, relative } from 'node:path';
import type { FunctionConfig } from '../config/types.ts';
import { type Explanation, explain } from '../errors/explanation.ts';
import { suggest } from '../errors/suggest.ts';
import { parseHandler } from '../shared/handler-file.ts';
import type { BuildFailure, BuildWarning } from './build-failure.ts';
import type { InvocationFailure } from './calls.ts';
import { userStack } from './user-stack.ts';

/** Tells the developer why a function has no code to run. */
export function explainBuildFailure(failure: BuildFailure, config: FunctionConfig): Explanation {
  const functionName = config.name;
  switch (failure.kind) {
    case 'missing-module': {
      const { handler } = config;
      const facts = { functionName, handler, modulePath: failure.modulePath, nearest: nearestHandler(config) };
      return explain('lambda-missing-module', facts, { source: config.source });
    }
    case 'unresolved-import':
      return explain('lambda-unresolved-import', { functionName, name: failure.name }, placed(failure));
    case 'file-type': {
      const { extension, file, format } = failure;
      const path = relativeImport(dirname(failure.source.file), file);
      return explain('lambda-file-type', { functionName, extension, path, format }, placed(failure));
    }
    case 'syntax':
      return explain('lambda-syntax', { functionName, message: failure.message }, placed(failure));
    case 'module-syntax':
      return explain(
        'lambda-module-syntax',
        { functionName, file: basename(failure.source.file), runtime: config.runtime },
        placed(failure),
      );
  }
}

/** Tells the developer what is odd in code that runs. */
export function explainBuildWarning(warning: BuildWarning, { name }: FunctionConfig): Explanation {
  return explain('lambda-build-warning', { functionName: name, message: warning.message }, placed(warning));
}

export function explainMalformedHandler(config: FunctionConfig): Explanation {
  const { name, handler, source } = config;
  return explain('lambda-malformed-handler', { functionName: name, handler }, { source });
}

/** Tells the developer why a call has an error for an answer. */
export function explainInvocationFailure(failure: InvocationFailure, config: FunctionConfig): Explanation {
  const functionName = config.name;
  switch (failure.kind) {
    case 'timeout':
      if (failure.isStreamOpen) return explain('lambda-stream-not-ended', { functionName, seconds: failure.detail });
      return explain('lambda-timeout', { functionName, seconds: failure.detail }, { source: config.source });
    case 'exit':
      return explain('lambda-exit', { functionName, exitCode: failure.detail });
    case 'signal':
      return explain('lambda-signal', { functionName, signal: failure.detail });
    case 'out-of-memory':
      return explain(
        'lambda-out-of-memory',
        { functionName, memorySize: config.memorySize },
        { source: config.source },
      );
    case 'client-left':
      return explain('lambda-client-left', { functionName });
    case 'too-large':
      return explain('lambda-stream-too-large', { functionName, limit: failure.detail });
    default:
      return explainError(failure, config);
  }
}

function explainError(
  { kind, payload, stack }: Extract<InvocationFailure, { stack: string }>,
  config: FunctionConfig,
): Explanation {
  const functionName = config.name;
  const { errorType, errorMessage } = JSON.parse(payload) as { errorType: string; errorMessage: string };
  const place = userStack(stack);
  const facts = { functionName, errorType, errorMessage };
  switch (errorType) {
    case 'Runtime.HandlerNotFound': {
      const handler = parseHandler(config.handler, config.root);
      const exportPath = handler.kind === 'handler' ? handler.exportPath : config.handler;
      return explain('lambda-handler-not-found', { functionName, errorMessage, exportPath }, { source: config.source });
    }
    case 'Runtime.CallbackHandlerDeprecated':
      return explain('lambda-callback-handler', { functionName }, { source: config.source });
    case 'Runtime.MalformedStreamingHandler':
    case 'Runtime.InvalidStreamingOperation':
      return explain('lambda-streaming-misused', facts, place);
    case 'Runtime.NodeJsExit':
      return explain('lambda-never-settled', { functionName });
    case 'Runtime.UnhandledPromiseRejection':
      return explain('lambda-unhandled-rejection', { functionName, errorMessage }, place);
    case 'Function.ResponseSizeTooLarge':
      return explain('lambda-response-too-large', { functionName });
  }
  if (errorMessage === NOT_ASYNC && errorType === 'string')
    return explain('lambda-streaming-not-async', { functionName });
  if (errorMessage === UNSERIALISABLE && !place.source) return explain('lambda-not-serialisable', { functionName });
  if (kind === 'handler') return explain('lambda-handler-failed', facts, place);
  if (kind === 'fatal') return explain('lambda-uncaught-exception', facts, place);
  const builtIn = /^No such built-in module: (.*)$/.exec(errorMessage)?.[1];
  if (builtIn) {
    const nodeVersion = process.versions.node;
    return explain(
      'lambda-missing-built-in',
      { functionName, name: builtIn, runtime: config.runtime, nodeVersion },
      place,
    );
  }
  const missing = missingSdk(errorMessage);
  if (missing) return explain('lambda-sdk-not-installed', { functionName, name: missing }, place);
  return explain('lambda-init-failed', facts, place);
}

/** The runtime's own text, for which it has no error type. */
const UNSERIALISABLE = 'Unable to stringify response body';

const NOT_ASYNC = 'Streaming does not support non-async handlers.';

/** The one thing that is left out of a bundle, and so the one that Node may not find. */
function missingSdk(errorMessage: string): string | undefined {
  return /Cannot find (?:module|package) '(@(?:aws-sdk|smithy)\/[^']*)'/.exec(errorMessage)?.[1];
}

/** As it has to stand in an import or a URL. */
function relativeImport(folder: string, file: string): string {
  const path = relative(folder, file).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}

function placed({
  source,
  frame,
}: {
  source?: Explanation['source'];
  frame?: string;
}): Pick<Explanation, 'source' | 'detail'> {
  return { source, detail: frame };
}

/** The handler string with the name of the file nearest to the one that is missing. */
function nearestHandler({ handler, root }: FunctionConfig): string | undefined {
  const parsed = parseHandler(handler, root);
  if (parsed.kind === 'malformed') return undefined;
  const nearest = suggest(parsed.moduleName, moduleNames(dirname(parsed.modulePath)));
  if (nearest === undefined) return undefined;
  const folder = handler.slice(0, handler.length - basename(handler).length);
  return `${folder}${nearest}.${parsed.exportPath}`;
}

function moduleNames(folder: string): string[] {
  try {
    const files = readdirSync(folder).filter((file) => /^\.[mc]?[jt]sx?$/.test(extname(file)));
    return files.map((file) => basename(file, extname(file)));
  } catch {
    return [];
  }
}
