/** One thing that a deploy does to AWS, in sentences for somebody who wonders what it left. */
interface Step<T> {
  /** What is so when it is cut off. */
  readonly during: string;
  /** What is so when it failed. Undefined: nothing of it is left. */
  readonly failed?: string;
  /** What is so afterwards. Undefined: nothing that wasn't so before. */
  readonly done: (result: T) => string | undefined;
}

/** What a deploy has done to AWS so far: told when it doesn't come to its end. */
export interface Journal {
  /** Does one thing, and gives its result. */
  step<T>(step: Step<T>, work: () => Promise<T>): Promise<T>;
  /** Sentences, the oldest first. */
  readonly facts: () => readonly string[];
}

/** Makes the journal of one run. */
export function createJournal(): Journal {
  const facts: string[] = [];
  let current: string | undefined;
  return {
    async step({ during, failed, done }, work) {
      current = during;
      try {
        const result = await work();
        const fact = done(result);
        if (fact !== undefined) facts.push(fact);
        return result;
      } catch (error) {
        if (failed !== undefined) facts.push(failed);
        throw error;
      } finally {
        current = undefined;
      }
    },
    facts: () => (current === undefined ? facts : [...facts, current]),
  };
}
