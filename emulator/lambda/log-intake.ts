import { LOGS_AHEAD, LOGS_TAKEN } from './protocol.ts';

/** Tells a thread how many of its log messages were taken, so that one that floods the emulator can wait. */
export function createLogIntake(signal: Int32Array): { taken(): void } {
  let count = 0;
  return {
    taken() {
      count = (count + 1) | 0;
      Atomics.store(signal, LOGS_TAKEN, count);
      // The thread waits only when it is far ahead: waking it for every line would cost a system call each.
      if (count % (LOGS_AHEAD / 4) === 0) Atomics.notify(signal, LOGS_TAKEN);
    },
  };
}
