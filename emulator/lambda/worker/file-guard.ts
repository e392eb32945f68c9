import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { Output } from './output.ts';

type Write = (...args: unknown[]) => unknown;

/**
 * The file descriptors 0 to 2 belong to the emulator's process. On Lambda they are the function's own: what it writes
 * to 1 and 2 is its log (pino and others write there, past process.stdout), and it may close them. So here, too:
 * writes go to the log, and closing does nothing.
 */
export function guardFiles(output: Output): void {
  const { write, writeSync, writev, writevSync, close, closeSync } = fs;
  const replaced = {
    writeSync(fd: number, ...args: unknown[]): number {
      return isLog(fd) ? toLog(fd, args) : ((writeSync as Write)(fd, ...args) as number);
    },
    write(fd: number, ...args: unknown[]): void {
      if (!isLog(fd)) (write as Write)(fd, ...args);
      else answer(args, (): unknown[] => [toLog(fd, args), args[0]]);
    },
    writevSync(fd: number, ...args: unknown[]): number {
      return isLog(fd) ? toLog(fd, [joined(args[0])]) : ((writevSync as Write)(fd, ...args) as number);
    },
    writev(fd: number, ...args: unknown[]): void {
      if (!isLog(fd)) (writev as Write)(fd, ...args);
      else answer(args, () => [toLog(fd, [joined(args[0])]), args[0]]);
    },
    closeSync(fd: number): void {
      if (!isStandard(fd)) closeSync(fd);
    },
    close(fd: number, ...args: unknown[]): void {
      if (!isStandard(fd)) (close as Write)(fd, ...args);
      else answer(args, () => []);
    },
  };
  for (const [name, own] of Object.entries(replaced)) {
    // util.promisify(fs.write) gives an object with names of its own.
    Object.defineProperties(own, Object.getOwnPropertyDescriptors(fs[name as keyof typeof replaced]));
  }
  Object.assign(fs, replaced);
  syncBuiltinESMExports();

  function toLog(fd: number, [data, ...rest]: unknown[]): number {
    const bytes = typeof data === 'string' ? Buffer.from(data, encodingOf(rest)) : partOf(data as Uint8Array, rest);
    const text = bytes.toString('utf8');
    output.write(fd === 1 ? 'stdout' : 'stderr', text.endsWith('\n') ? text.slice(0, -1) : text);
    return bytes.length;
  }
}

function isStandard(fd: unknown): boolean {
  return fd === 0 || isLog(fd);
}

function isLog(fd: unknown): boolean {
  return fd === 1 || fd === 2;
}

/** write(fd, text, position, encoding) */
function encodingOf([, encoding]: unknown[]): BufferEncoding {
  return typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8';
}

/** write(fd, bytes, offset, length, position) or write(fd, bytes, { offset, length, position }) */
function partOf(data: Uint8Array, [first, second]: unknown[]): Buffer {
  const given = typeof first === 'object' && first !== null ? (first as { offset?: number; length?: number }) : {};
  const offset = typeof first === 'number' ? first : (given.offset ?? 0);
  const length = typeof second === 'number' ? second : (given.length ?? data.byteLength - offset);
  return Buffer.from(data.buffer, data.byteOffset + offset, length);
}

function joined(parts: unknown): Buffer {
  return Buffer.concat(parts as Uint8Array[]);
}

/** Calls what the function gave to be called, as Node does: later, with no error. */
function answer(args: readonly unknown[], result: () => unknown[]): void {
  const done = args.at(-1);
  const values = result();
  if (typeof done === 'function') process.nextTick(() => done(null, ...values));
}
