import type { Explanation } from './explanation.ts';

/** An error that already knows its explanation. The CLI prints the explanation and no stack, and exits with 1. */
export class OffstageError extends Error {
  readonly explanations: readonly Explanation[];

  constructor(explanations: Explanation | readonly Explanation[], cause?: unknown) {
    const list = Array.isArray(explanations) ? explanations : [explanations as Explanation];
    super(list.map((one) => one.what).join('\n'), cause === undefined ? undefined : { cause });
    this.name = 'OffstageError';
    this.explanations = list;
  }
}
