/**
 * The place in a user's file that a piece of the configuration came from: what explanations print after "at".
 * Lines and columns count from 1. Nothing behind `config/` looks inside; it is only carried and printed.
 */
export interface SourceRef {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
