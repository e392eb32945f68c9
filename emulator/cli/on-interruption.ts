const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** As a shell counts a program that Ctrl-C ended. */
const INTERRUPTED = 130;

/**
 * Ctrl-C, SIGTERM and a closed terminal end the command at once, after `tell` has said what that leaves. Gives the
 * function that ends this.
 */
export function onInterruption(tell: () => void): () => void {
  const end = (): void => {
    try {
      tell();
    } finally {
      process.exit(INTERRUPTED);
    }
  };
  for (const signal of SIGNALS) process.once(signal, end);
  return () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
}
