import type { SourceRef } from '../../errors/source-ref.ts';
import { placeOf, TemplateSyntaxError } from '../../mapping/syntax-error.ts';
import { compileTemplate } from '../../mapping/template.ts';
import { placeInFile } from '../../mapping/template-place.ts';
import type { Locator } from '../locate.ts';
import type { Integration, Template } from '../types.ts';
import type { ProjectCheck } from './project-check.ts';

/** API Gateway's limit for a mapping template. */
const MOST_BYTES = 300 * 1024;

/** Compiles every template of an integration, so that a mistake in one is told before the first request. */
export function checkTemplates(integration: Integration, check: ProjectCheck): void {
  checkRecord(integration.requestTemplates, check);
  for (const response of integration.responses) checkRecord(response.responseTemplates, check);
}

function checkRecord(templates: Readonly<Record<string, Template>>, check: ProjectCheck): void {
  for (const [mediaType, template] of Object.entries(templates)) {
    const excess = excessOf(template.text);
    if (excess !== undefined) check.report.error('config-template-too-large', excess, template.source);
    else checkSyntax(templates, mediaType, template, check);
  }
}

/** The size of a template that API Gateway doesn't take; undefined for others. */
export function excessOf(text: string): { readonly bytes: number; readonly most: number } | undefined {
  const bytes = Buffer.byteLength(text);
  return bytes > MOST_BYTES ? { bytes, most: MOST_BYTES } : undefined;
}

function checkSyntax(
  templates: Readonly<Record<string, Template>>,
  mediaType: string,
  template: Template,
  { locator, report }: ProjectCheck,
): void {
  try {
    compileTemplate(template.text);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    const { line, column, offset, reason } = error;
    const place = template.inline ? { line, column } : {};
    const source = placeInTemplate({ templates, mediaType, offset, locator });
    report.error('config-template-syntax', { reason, mediaType, ...place }, source);
  }
}

/** Where the character of a template is, as near as its file can tell. */
export function placeInTemplate(input: {
  readonly templates: Readonly<Record<string, Template>>;
  readonly mediaType: string;
  readonly offset: number;
  readonly locator: Locator;
}): SourceRef | undefined {
  const { templates, mediaType, offset, locator } = input;
  const template = templates[mediaType];
  if (template === undefined) return undefined;
  if (template.inline) return locator.inString(templates, mediaType, offset) ?? template.source;
  return placeInFile(template.source, placeOf(template.text, offset));
}
