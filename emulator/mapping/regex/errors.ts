/** A pattern that java.util.regex refuses. */
export class JavaPatternError extends Error {
  readonly index: number;

  constructor(reason: string, pattern: string, index: number) {
    super(`${reason} near index ${index} of ${JSON.stringify(pattern)}`);
    this.name = 'JavaPatternError';
    this.index = index;
  }
}

/** A match that took longer than it may. */
export class JavaPatternTimeout extends Error {
  constructor(pattern: string, reason: string) {
    super(`the pattern ${JSON.stringify(pattern)} ${reason}`);
    this.name = 'JavaPatternTimeout';
  }
}
