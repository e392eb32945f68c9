import { setTimeout } from 'node:timers/promises';

const FIRST_MS = 150;
const LONGEST_MS = 2_500;
const GROWTH = 1.5;

/**
 * Waits between two looks at something that AWS is at work on: short at first, so that what is done at once is told at
 * once, then longer, since an account's calls are counted.
 */
export function growingPause(): () => Promise<void> {
  let ms = FIRST_MS;
  return async () => {
    await setTimeout(ms);
    ms = Math.min(LONGEST_MS, ms * GROWTH);
  };
}
