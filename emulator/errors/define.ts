/** One kind of failure: whose fault it is, and its two sentences, made from facts. */
export interface CodeEntry<F> {
  /** `user`: the project's own mistake, no stack is shown. `system`: ours, a report is asked for. */
  readonly fault: 'user' | 'system';
  /** What happened, with the value: one or two sentences ending with a full stop. */
  readonly what: (facts: F) => string;
  /** What to write, run or change: an imperative sentence. */
  readonly remedy: (facts: F) => string;
}

/** The codes of one area: an entry for each name in `F`, which says the facts that its sentences need. */
export type CodeTable<F> = { readonly [C in keyof F]: CodeEntry<F[C]> };
