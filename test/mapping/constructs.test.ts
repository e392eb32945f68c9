import { describe, expect, it } from 'vitest';
import { renderMappingTemplate, renderTemplate } from '../../emulator/mapping/public.ts';
import type { Example, Given } from './constructs/example.ts';
import { TABLES } from './constructs/tables.ts';

describe.each(TABLES)('$title', ({ given = {}, examples }) => {
  it.each(examples)('$construct: $template', (example) => {
    const { expect: outcome } = example;
    const render = () => renderExample(given, example);
    switch (outcome.kind) {
      case 'text':
        expect(render()).toMatchObject({ text: outcome.text, ...(outcome.context && { context: outcome.context }) });
        break;
      case 'refused':
        expect(render).toThrow(errorLike('TemplateSyntaxError', outcome.reason));
        break;
      case 'failed':
        expect(render).toThrow(errorLike('TemplateRenderError', expect.stringContaining(outcome.reason)));
        break;
    }
  });
});

function errorLike(name: string, reason: unknown): unknown {
  return expect.objectContaining({ name, reason });
}

/** The text of an example, and `$context` afterwards. */
function renderExample(given: Given, example: Example): object {
  const { template } = example;
  const all = { ...given, ...example };
  if (all.variables) return { text: renderTemplate(template, all.variables) };
  return renderMappingTemplate({
    template,
    phase: 'request',
    body: all.body ?? '',
    params: { path: {}, querystring: {}, header: {}, ...all.params },
    context: all.context ?? {},
    stageVariables: all.stageVariables ?? {},
  });
}
