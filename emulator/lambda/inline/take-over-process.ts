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

/** Errors of the emulator's own code, or of the program that uses it, go on to whoever listens, or end the process. */
function takeErrors(): () => void {
  const { emit } = process;
  const toListeners = emit as (this: NodeJS.Process, ...args: unknown[]) => boolean;
  process.emit = function (this: NodeJS.Process, event: string, ...args: unknown[]): boolean {
    const kind = KINDS[event];
    const environment = kind && currentEnvironment();
    if (!environment) return toListeners.call(this, event, ...args);
    environment.fail(args[0], kind, args[1]);
    return true;
  } as typeof process.emit;
  return () => {
    process.emit = emit;
  };
}

const KINDS: Readonly<Record<string, 'exception' | 'rejection'>> = {
  uncaughtException: 'exception',
  unhandledRejection: 'rejection',
};
