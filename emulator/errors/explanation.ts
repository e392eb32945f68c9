import { CODES, type Code, type Facts } from './codes.ts';
import type { CodeEntry } from './define.ts';
import type { SourceRef } from './source-ref.ts';

/**
 * What the developer is told about a failure, in the terminal and in the console page. The client never sees it.
 * `what` says what happened, with the values; `source` where; `remedy` what to write instead.
 */
export interface Explanation {
  readonly code: Code;
  /** `user`: the project's own mistake, no stack is shown. `system`: ours, a report is asked for. */
  readonly fault: 'user' | 'system';
  readonly what: string;
  readonly remedy: string;
  readonly source?: SourceRef;
  /** Lines of detail shown below `what` as they are: a code frame, a stack of the user's own code. */
  readonly detail?: string;
}

/** Builds an explanation from facts; the wording lives in the tables of `codes/` alone. */
export function explain<C extends Code>(
  code: C,
  facts: Facts<C>,
  place: { source?: SourceRef; detail?: string } = {},
): Explanation {
  const entry: CodeEntry<Facts<C>> = CODES[code];
  return { code, fault: entry.fault, what: entry.what(facts), remedy: entry.remedy(facts), ...place };
}
