import { JavaPatternTimeout } from './errors.ts';

/** Milliseconds that one match may take. */
const LIMIT_MS = 50;
const CLOCK_INTERVAL = 2048;
/** A match that did less than this, a few milliseconds' work, is not what took the time: the machine stood still. */
const FEWEST_STEPS = 100_000;

/** Tries to match from `at` on, and all that follows. */
export type Matcher = (run: MatchRun, at: number, length: number) => boolean;

/** One search in one text: its groups, its loops and its time. */
export class MatchRun {
  readonly text: string;
  /** Start and end by group; -1 for a group that took no part. */
  readonly groups: Int32Array;
  end = 0;
  readonly #pattern: string;
  #steps = 0;
  #nextLook = CLOCK_INTERVAL;
  #deadline = 0;

  constructor(pattern: string, text: string, groupCount: number) {
    this.#pattern = pattern;
    this.text = text;
    this.groups = new Int32Array((groupCount + 1) * 2).fill(-1);
  }

  start(matcher: Matcher, at: number): boolean {
    this.tick();
    this.groups.fill(-1);
    try {
      return matcher(this, at, this.text.length);
    } catch (error) {
      // Java's matcher is recursive, too, and ends with a StackOverflowError here.
      if (error instanceof RangeError) throw new JavaPatternTimeout(this.#pattern, 'goes too deep for this text');
      throw error;
    }
  }

  /** Counts steps. The clock is first looked at after a while: most matches end before. */
  tick(steps = 1): void {
    this.#steps += steps;
    if (this.#steps < this.#nextLook) return;
    this.#nextLook = this.#steps + CLOCK_INTERVAL;
    const now = performance.now();
    if (this.#deadline === 0) this.#deadline = now + LIMIT_MS;
    else if (now > this.#deadline && this.#steps > FEWEST_STEPS)
      throw new JavaPatternTimeout(this.#pattern, `took more than ${LIMIT_MS} ms on this text`);
  }

  groupTexts(): (string | undefined)[] {
    const texts: (string | undefined)[] = [];
    for (let i = 0; i < this.groups.length; i += 2) {
      const start = this.groups[i] ?? -1;
      texts.push(start === -1 ? undefined : this.text.slice(start, this.groups[i + 1]));
    }
    return texts;
  }
}
