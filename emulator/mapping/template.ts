import { TemplateSyntaxError } from './syntax-error.ts';
import { parseTemplate } from './vtl/parser.ts';
import type { Action } from './vtl/run.ts';
import { compileBlock } from './vtl/statements.ts';

export { TemplateSyntaxError };

/** A mapping template that was parsed and can be rendered any number of times. */
export interface CompiledTemplate {
  readonly text: string;
  readonly print: Action;
}

/** A template's size is limited to 300 KB (Developer Guide, limits); a text beyond 1 MB is not even parsed. */
const MAX_LENGTH = 1024 * 1024;

/**
 * Parses a mapping template (VTL as API Gateway has it) for {@link renderMapping}.
 *
 * @throws TemplateSyntaxError with `line` and `column` inside the text, both from 1
 */
export function compileTemplate(text: string): CompiledTemplate {
  if (text.length > MAX_LENGTH) throw new TemplateSyntaxError(text.slice(0, 1), 0, 'the template is longer than 1 MB');
  return { text, print: compileBlock(parseTemplate(text)) };
}
