import { LOGS_AHEAD, LOGS_TAKEN, logWeight } from './protocol.ts';

/** Tells a thread how much of its log was taken, so that one that floods the emulator can wait. */
export function createLogIntake(signal: Int32Array): { taken(text: string): void } {
  let weight = 0;
  let untold = 0;
  return {
    taken(text) {
      weight = (weight + logWeight(text)) | 0;
      untold += logWeight(text);
      Atomics.store(signal, LOGS_TAKEN, weight);
      // The thread waits only when it is far ahead: waking it for every line would cost a system call each.
      if (untold < LOGS_AHEAD / 4) return;
      untold = 0;
      Atomics.notify(signal, LOGS_TAKEN);
    },
  };
}
