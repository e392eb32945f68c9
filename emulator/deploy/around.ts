import type { Explanation } from '../errors/explanation.ts';
import type { Logger } from '../terminal/logger.ts';
import type { Aws } from './aws.ts';
import type { Journal } from './journal.ts';

/** What a deploy needs besides what is deployed. */
export interface Around {
  readonly connect: () => Promise<Aws>;
  readonly logger: Logger;
  readonly journal: Journal;
  /** A question with yes or no. Undefined: nobody is there to answer. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined;
  /** Tells what is odd and no failure. */
  readonly warn: (warnings: readonly Explanation[]) => void;
}
