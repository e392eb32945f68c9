import type { Explanation } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import type { ImportProblem } from './report.ts';

/** What ImportRestApi answers when it refuses: AWS's code as `name`, its text as `message`, its status. */
export class ImportRefusal extends OffstageError {
  readonly statusCode = 400;

  constructor(message: string, explanations: Explanation | readonly Explanation[]) {
    super(explanations);
    this.name = 'BadRequestException';
    this.message = message;
  }
}

/** The refusal of a document that could be read; undefined when AWS takes it. All errors at once, as AWS gives them. */
export function refusalOf(problems: readonly ImportProblem[]): ImportRefusal | undefined {
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length === 0) return undefined;
  const lines = errors.map((error) => `\n\t${error.aws ?? error.explanation.what}`);
  return new ImportRefusal(
    `Errors found during import:${lines.join('')}`,
    errors.map((error) => error.explanation),
  );
}
