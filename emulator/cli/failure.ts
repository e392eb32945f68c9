import { explanationsOf } from '../errors/offstage-error.ts';
import type { Logger } from '../terminal/logger.ts';
import { tellProblems } from './problem-output.ts';

/**
 * Prints why a command can't go on. A mistake of the user's own is a sentence and what to do; one of ours has its
 * stack with it, because we will be asked for it.
 */
export function reportFailure(error: unknown, logger: Logger, root: string): void {
  const problems = explanationsOf(error).map((explanation) => ({ severity: 'error', explanation }) as const);
  tellProblems(problems, logger, root);
}
