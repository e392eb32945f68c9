import type { Logger } from './logger.ts';

/** A last line that says what is going on just now, below lines that stay. */
export interface TransientLine {
  /** Prints a line that stays. */
  print(text: string): void;
  /** Says what is going on, in the place of what was said before. Does nothing where the cursor can't be moved. */
  show(text: string): void;
  /** Takes it away. */
  clear(): void;
}

const UP = '\x1b[1A';
const CLEAR = '\x1b[2K';

/** Nothing else may be printed while the line is shown: it would be written over. */
export function createTransientLine(logger: Logger): TransientLine {
  let isShown = false;
  const over = (): string => (isShown ? UP + CLEAR : '');
  return {
    print(text) {
      logger.print(over() + text);
      isShown = false;
    },
    show(text) {
      const width = logger.interactive ? logger.width() : undefined;
      if (width === undefined) return;
      // A line that the terminal breaks would be two to go up.
      const fits = text.length < width ? text : `${text.slice(0, Math.max(0, width - 2))}…`;
      logger.print(over() + logger.colors.dim(fits));
      isShown = true;
    },
    clear() {
      // One line further up, since what is written ends with a line break.
      if (isShown) logger.write(`${UP}${CLEAR}${UP}\n`);
      isShown = false;
    },
  };
}
