/** A policy that takes too long to compare. It was read, but nobody can say what it means. */
export class TooMuchEffort extends Error {}

/**
 * The characters that the evaluation of one policy may compare. A policy of Lambda's 6 MB with a whole ARN in each
 * statement needs half of it; one that is made to take minutes (`*a*a*a…`) would hold up every other request.
 */
const MOST_STEPS = 10_000_000;

/** What an evaluation has compared so far: the same for the same policy and request, however fast the machine is. */
export class Effort {
  #steps = 0;

  /** Throws TooMuchEffort. */
  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > MOST_STEPS) throw new TooMuchEffort();
  }
}
