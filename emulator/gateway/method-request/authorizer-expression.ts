import type { Authorizer } from '../../config/types.ts';
import { compileJavaPattern, type JavaPattern } from '../../mapping/java-regex.ts';

const expressions = new WeakMap<Authorizer, JavaPattern>();

/** An authorizer's validation expression, compiled once. Throws JavaPatternError for what is none. */
export function expressionOf(authorizer: Authorizer, expression: string): JavaPattern {
  let pattern = expressions.get(authorizer);
  if (!pattern) {
    pattern = compileJavaPattern(expression);
    expressions.set(authorizer, pattern);
  }
  return pattern;
}
