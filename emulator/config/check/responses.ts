import { compileJavaPattern } from '../../mapping/java-regex.ts';
import type { Integration, Method } from '../types.ts';
import type { ProjectCheck } from './project-check.ts';

/** An integration response whose status the method doesn't declare would answer 500 on AWS. */
export function checkDeclaredStatuses({ integration, methodResponses, source }: Method, check: ProjectCheck): void {
  // A proxy's answer passes by its integration responses.
  if (!integration || integration.type.endsWith('_PROXY')) return;
  const declared = Object.keys(methodResponses);
  for (const response of integration.responses) {
    const { statusCode } = response;
    if (statusCode === '' || declared.includes(statusCode)) continue;
    const at = check.locator.value(response, 'statusCode');
    const facts = { statusCode, declared, line: source.line, written: at !== undefined };
    check.report.error('config-undeclared-status', facts, at ?? response.source);
  }
}

/** Selection patterns that Java's regular expressions don't take. */
export function checkSelectionPatterns({ responses }: Integration, { report }: ProjectCheck): void {
  for (const { selectionPattern = '', source } of responses) {
    try {
      compileJavaPattern(selectionPattern);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report.error('config-selection-pattern', { pattern: selectionPattern, reason }, source);
    }
  }
}
