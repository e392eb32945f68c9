import { endChildren } from './end-children.ts';

/** A second signal sooner than this is the same key: npm passes Ctrl-C on to us, and the terminal sent it as well. */
const SAME_KEY_MS = 300;
/** What is not closed by then stays open for ever: better an end than a process that only `kill` ends. */
const DEADLINE_MS = 5_000;

export interface Stopper {
  /** Begins to stop; called once more, it ends the process at once. */
  readonly stop: () => void;
}

/**
 * Ctrl-C, SIGTERM and a closed terminal end the command cleanly: `close` gives everything back, then the process ends
 * with 0. A second Ctrl-C, or five seconds, end it in any case.
 */
export function stopOnSignals(close: () => Promise<void>): Stopper {
  let stoppingSince: number | undefined;
  const stop = (): void => {
    const now = performance.now();
    if (stoppingSince !== undefined) {
      if (now - stoppingSince > SAME_KEY_MS) exit(130);
      return;
    }
    stoppingSince = now;
    setTimeout(() => exit(1), DEADLINE_MS).unref();
    close().then(
      () => exit(0),
      () => exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  return { stop };
}

function exit(code: number): never {
  endChildren();
  process.exit(code);
}
