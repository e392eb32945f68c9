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

/** Characters of the templates that are kept: room for the largest there is, in at most 25 MB of memory. */
const MAX_KEPT = 512 * 1024;

/** The templates that were parsed last, the oldest first. Nothing of a render stays in one. */
const kept = new Map<string, CompiledTemplate>();
let keptCharacters = 0;

/**
 * Parses a mapping template (VTL as API Gateway has it) for {@link renderMapping}. A text that was parsed lately is not
 * parsed again: the check of routes.json, the first request and a test's hundred renders share one.
 *
 * @throws TemplateSyntaxError with `line` and `column` inside the text, both from 1
 */
export function compileTemplate(text: string): CompiledTemplate {
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (text.length > MAX_LENGTH) throw new TemplateSyntaxError(text.slice(0, 1), 0, 'the template is longer than 1 MB');
  const template = { text, print: compile(text) };
  keep(template);
  return template;
}

/** A sum of thousands of parts is thousands of levels deep, though it doesn't look so: the stack ends somewhere. */
function compile(text: string): Action {
  try {
    return compileBlock(parseTemplate(text));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TemplateSyntaxError(text, 0, 'an expression has too many parts');
  }
}

function keep(template: CompiledTemplate): void {
  kept.set(template.text, template);
  keptCharacters += template.text.length;
  for (const text of kept.keys()) {
    if (keptCharacters <= MAX_KEPT) return;
    kept.delete(text);
    keptCharacters -= text.length;
  }
}
