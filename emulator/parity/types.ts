import type { HeaderList } from '../shared/header-list.ts';

/** A request of the suite, without what belongs to one connection (Host, Content-Length and the like). */
export interface ParityRequest {
  readonly method: string;
  /** Path and query below the stage, as they were sent: `/pets/7?x=1`, empty for the stage's own address. */
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

/** What came of asking one side. `tries` counts the requests that were sent, `ms` is the time of the last. */
export type Outcome = Answer | NoAnswer;

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly ms: number;
  readonly tries: number;
}

export interface NoAnswer {
  readonly kind: 'none';
  /** `not-asked`: several requests before it got no answer. `not-recorded`: the recording doesn't have it. */
  readonly reason: 'timeout' | 'unreachable' | 'network' | 'too-large' | 'not-asked' | 'not-recorded';
  readonly detail: string;
  readonly ms: number;
  readonly tries: number;
}

/** An answer as it is compared, shown and recorded: decoded, and without secrets. */
export interface Kept {
  readonly status: number;
  readonly headers: HeaderList;
  /** Text, or base64 of what is no UTF-8. */
  readonly body: string;
  readonly isBase64: boolean;
  /** Bytes of the decoded body before secrets were taken out. */
  readonly length: number;
  readonly ms: number;
  readonly tries: number;
  /** When it came, in milliseconds since 1970: times in it are compared with this. */
  readonly at: number;
}

/** A request as it may be shown and recorded: without secrets. */
export interface ShownRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderList;
  readonly body: string;
}

export interface Difference {
  readonly where: 'status' | 'header' | 'body' | 'answer';
  /** The header's name, or the place in a JSON body. */
  readonly name?: string;
  /** What each side has; undefined: nothing there. */
  readonly emulator?: string;
  readonly stage?: string;
}

/** Something that differs on every stage and means nothing; `name` is in KNOWN_VARIATIONS. */
export interface Variation {
  readonly name: string;
  /** `header x-amzn-requestid`, `body`. */
  readonly where: string;
}

/** One request with what both sides made of it. */
export interface Comparison {
  readonly request: ShownRequest;
  readonly emulator: Kept | NoAnswer;
  readonly stage: Kept | NoAnswer;
  readonly differences: readonly Difference[];
  readonly variations: readonly Variation[];
  /** Slow, throttled: sentences that are no difference. */
  readonly notes: readonly string[];
}

export type SuiteResult = 'passed' | 'failed' | 'not run';

export interface ParityReport {
  /** Without a secret; a stage's own address. */
  readonly stage: string;
  /** ISO times. */
  readonly comparedAt: string;
  readonly recordedAt?: string;
  readonly suite?: { readonly command: string; readonly emulator: SuiteResult; readonly stage: SuiteResult };
  readonly summary: { readonly requests: number; readonly same: number; readonly different: number };
  readonly known: readonly { readonly name: string; readonly reason: string; readonly seen: number }[];
  readonly comparisons: readonly Comparison[];
  /** What concerns the whole run. */
  readonly notes: readonly string[];
}
