import { type Explanation, explain } from './explanation.ts';

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

/** The explanations of whatever was thrown: a mistake of ours has its stack with it, because we will be asked for it. */
export function explanationsOf(error: unknown): readonly Explanation[] {
  if (error instanceof OffstageError) return error.explanations;
  const failure = error instanceof Error ? error : new Error(String(error));
  return [explain('cli-internal-error', { message: failure.message }, { detail: failure.stack })];
}
