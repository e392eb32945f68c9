import { METHODS } from '../worker/console.ts';
import { takeStandardStreams } from '../worker/output.ts';
import { guardProcess } from '../worker/process-guard.ts';
import { currentEnvironment } from './inline-environment.ts';

let users = 0;
let undo: readonly (() => void)[] = [];

/**
 * Makes what belongs to the whole process belong to the inline environment that asks: process.env, console, the
 * standard streams, process.exit and its kin, and errors that nobody catches. For everyone else they stay what they
 * were. Returns what gives them back; the last of several does.
 */
export function takeOverProcess(): () => void {
  if (users++ === 0) {
    process.setSourceMapsEnabled(true);
    undo = [
      takeStandardStreams(() => currentEnvironment()?.output),
      guardProcess(() => {
        const environment = currentEnvironment();
        return environment && ((name) => environment.tellSignal(name));
      }),
      takeExit(),
      takeVariables(),
      takeConsole(),
      takeErrors(),
    ];
  }
  return () => {
    if (--users === 0) for (const giveBack of undo) giveBack();
  };
}

function takeExit(): () => void {
  const { exit } = process;
  process.exit = (code) => {
    const given = Number(code ?? process.exitCode ?? 0);
    return currentEnvironment()?.exit(given) ?? exit.call(process, code);
  };
  return () => {
    process.exit = exit;
  };
}

function takeVariables(): () => void {
  const { env } = process;
  const own = (): NodeJS.ProcessEnv => currentEnvironment()?.variables ?? env;
  process.env = new Proxy(env, {
    get: (_, name) => Reflect.get(own(), name),
    // A variable is text, whatever is assigned.
    set: (_, name, value) => Reflect.set(own(), name, String(value)),
    has: (_, name) => Reflect.has(own(), name),
    deleteProperty: (_, name) => Reflect.deleteProperty(own(), name),
    ownKeys: () => Reflect.ownKeys(own()),
    getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(own(), name),
    defineProperty: (_, name, descriptor) => Reflect.defineProperty(own(), name, descriptor),
  });
  return () => {
    process.env = env;
  };
}

function takeConsole(): () => void {
  const target = globalThis.console as unknown as Record<string, ((...parts: unknown[]) => void) | undefined>;
  const before = Object.keys(METHODS).map((method) => [method, target[method]] as const);
  for (const [method, original] of before) {
    target[method] = (...parts) => (currentEnvironment()?.console[method] ?? original)?.(...parts);
  }
  return () => {
    for (const [method, original] of before) {
      if (original) target[method] = original;
      else delete target[method];
    }
  };
}

/** Errors of the emulator's own code, or of the program that uses it, are not for us to catch. */
function takeErrors(): () => void {
  const onException = (error: unknown): void => {
    const environment = currentEnvironment();
    if (environment) environment.fail(error, 'exception');
    else if (process.listenerCount('uncaughtException') === 1) throw error;
  };
  const onRejection = (reason: unknown, promise: unknown): void => {
    const environment = currentEnvironment();
    if (environment) environment.fail(reason, 'rejection', promise);
    else if (process.listenerCount('unhandledRejection') === 1) throw reason;
  };
  process.on('uncaughtException', onException);
  process.on('unhandledRejection', onRejection);
  return () => {
    process.off('uncaughtException', onException);
    process.off('unhandledRejection', onRejection);
  };
}
