import type { SourceRef } from '../../errors/source-ref.ts';
import { TemplateSyntaxError } from '../../mapping/syntax-error.ts';
import { compileTemplate } from '../../mapping/template.ts';
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
    const bytes = Buffer.byteLength(template.text);
    if (bytes > MOST_BYTES)
      check.report.error('config-template-too-large', { bytes, most: MOST_BYTES }, template.source);
    else checkSyntax(templates, mediaType, template, check);
  }
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
    const inText: SourceRef = { file: template.source.file, line, column };
    const source = template.inline ? (locator.inString(templates, mediaType, offset) ?? template.source) : inText;
    const place = template.inline ? { line, column } : {};
    report.error('config-template-syntax', { reason, mediaType, ...place }, source);
  }
}
