import { type Explanation, explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import type { Logger } from '../terminal/logger.ts';
import { maskText } from '../terminal/mask.ts';
import { renderProblem } from '../terminal/problems.ts';

/**
 * Prints why a command can't go on. A mistake of the user's own is a sentence and what to do; one of ours has its
 * stack with it, because we will be asked for it.
 */
export function reportFailure(error: unknown, logger: Logger, root: string): void {
  const style = { colors: logger.colors, root, width: logger.width(), mask: maskText };
  const blocks = explanationsOf(error).map((explanation) => renderProblem({ severity: 'error', explanation }, style));
  logger.error(`\n${blocks.join('\n\n')}\n`);
}

function explanationsOf(error: unknown): readonly Explanation[] {
  if (error instanceof OffstageError) return error.explanations;
  const failure = error instanceof Error ? error : new Error(String(error));
  return [explain('cli-internal-error', { message: failure.message }, { detail: failure.stack })];
}
