import type { Problem } from '../config/problem.ts';
import type { ExplanationStyle } from '../terminal/explanation.ts';
import type { Logger } from '../terminal/logger.ts';
import { maskText } from '../terminal/mask.ts';
import { renderProblem } from '../terminal/problems.ts';

/** Prints problems to stderr, an empty line before and behind each; places are shown from `root`. */
export function tellProblems(problems: readonly Problem[], logger: Logger, root?: string): void {
  const style = problemStyle(logger, root);
  logger.error(`\n${problems.map((problem) => renderProblem(problem, style)).join('\n\n')}\n`);
}

/** How commands show problems in the terminal of this logger. */
export function problemStyle(logger: Logger, root: string = process.cwd()): ExplanationStyle {
  return { colors: logger.colors, root, width: logger.width(), mask: maskText };
}
