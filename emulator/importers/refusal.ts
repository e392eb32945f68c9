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

/**
 * The refusal of a document that could be read; undefined when AWS takes it. All errors at once, then the warnings, as
 * AWS gives them (seen in public logs). `failOnWarnings`: AWS's own warnings are enough.
 */
export function refusalOf(problems: readonly ImportProblem[], failOnWarnings = false): ImportRefusal | undefined {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.filter(({ severity, aws }) => severity === 'warning' && aws !== undefined);
  if (errors.length === 0 && !(failOnWarnings && warnings.length > 0)) return undefined;
  const parts = [
    ...(errors.length > 0 ? [`Errors found during import:${lines(errors)}`] : []),
    ...(warnings.length > 0
      ? [
          `${errors.length > 0 ? 'Additionally, these warnings were found' : 'Warnings found during import'}:${lines(warnings)}`,
        ]
      : []),
  ];
  return new ImportRefusal(
    parts.join('\n'),
    [...errors, ...warnings].map(({ explanation }) => explanation),
  );
}

function lines(problems: readonly ImportProblem[]): string {
  return problems.map(({ aws, explanation }) => `\n\t${aws ?? explanation.what}`).join('');
}
