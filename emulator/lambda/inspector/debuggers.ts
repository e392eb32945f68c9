import { url } from 'node:inspector';

/**
 * How many debuggers are attached to this process, in memory that every thread can read: time-outs stand still while
 * it isn't 0. Only the emulator's own inspector (`start-inspector.ts`) knows when one comes and goes. An inspector that was opened before
 * (VS Code's launch and its debug terminal, `node --inspect`) can't be asked and counts as one, for as long as the
 * process runs.
 */
export function countDebuggers(): Int32Array {
  const debuggers = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  debuggers[0] = url() === undefined ? 0 : 1;
  return debuggers;
}

export function isDebuggerAttached(debuggers: Int32Array): boolean {
  return Atomics.load(debuggers, 0) > 0;
}
