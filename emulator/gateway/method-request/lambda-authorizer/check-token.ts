import type { Authorizer } from '../../../config/types.ts';
import { explain } from '../../../errors/explanation.ts';
import { JavaPatternError, JavaPatternTimeout } from '../../../mapping/java-regex.ts';
import { expressionOf } from '../authorizer-expression.ts';
import { unauthorized, unusable } from './refusals.ts';

/**
 * The validation expression of a TOKEN authorizer has to match the whole header, else the function isn't called. Throws
 * UNAUTHORIZED, and AUTHORIZER_CONFIGURATION_ERROR for what is no expression.
 */
export function checkToken(token: string, authorizer: Authorizer): void {
  const { name, identityValidationExpression: expression, source } = authorizer;
  if (expression === undefined || expression === '') return;
  try {
    if (expressionOf(authorizer, expression).matches(token)) return;
  } catch (error) {
    if (error instanceof JavaPatternError) {
      const facts = { authorizer: name, expression, reason: error.message };
      throw unusable(explain('gateway-authorizer-bad-expression', facts, { source }));
    }
    // It backtracks without end on this token: nobody gets in by that.
    if (!(error instanceof JavaPatternTimeout)) throw error;
  }
  throw unauthorized(explain('gateway-authorizer-token-refused', { authorizer: name, expression }, { source }));
}
