import { codeFrame } from '../errors/code-frame.ts';
import { type Explanation, explain } from '../errors/explanation.ts';
import type { SourceRef } from '../errors/source-ref.ts';
import { TemplateRenderError } from './render-error.ts';
import { TemplateSyntaxError } from './syntax-error.ts';
import { placeInFile } from './template-place.ts';

/** A template with the place that its text came from. */
interface PlacedTemplate {
  readonly text: string;
  readonly source: SourceRef;
  /** Does it stand inside a JSON or YAML string, where a line of the template is no line of the file? */
  readonly inline: boolean;
}

/**
 * What the developer is told about a template that can't be parsed or failed while it was rendered: the line with a
 * caret, the expression and the values of its parts. Undefined for an error of another kind.
 */
export function explainTemplateFailure(template: PlacedTemplate, error: unknown): Explanation | undefined {
  if (!(error instanceof TemplateSyntaxError || error instanceof TemplateRenderError)) return undefined;
  const { line, column, reason } = error;
  const source = template.inline ? template.source : placeInFile(template.source, { line, column });
  const frame = codeFrame(template.text, { line, column });
  if (error instanceof TemplateSyntaxError) {
    return explain('mapping-template-syntax', { reason, line, column }, { source, detail: frame });
  }
  const { kind, expression } = error;
  const values = error.values.map((shown) => `${shown.expression} is ${shown.value}`);
  return explain(
    'mapping-template-failed',
    { kind, reason, expression, line },
    { source, detail: [frame, ...values].join('\n') },
  );
}
