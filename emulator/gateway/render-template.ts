import type { Template } from '../config/types.ts';
import { explainTemplateFailure } from '../mapping/explain-failure.ts';
import { renderMapping } from '../mapping/render.ts';
import { type CompiledTemplate, compileTemplate } from '../mapping/template.ts';
import { lastValues } from './client-input.ts';
import type { Admitted } from './exchange.ts';
import { GatewayReject } from './gateway-responses/reject.ts';

/** Templates are parsed once: the first time that a request needs them. */
const compiled = new WeakMap<Template, CompiledTemplate>();

interface TemplateInput {
  readonly phase: 'request' | 'response';
  /** The client's, or the backend's. */
  readonly body: string;
  readonly context: Record<string, unknown>;
}

/**
 * Renders a request or response template: the body is the client's or the backend's, everything else is the client's
 * request. Gives the text, and `$context` as the template left it. Throws API_CONFIGURATION_ERROR (500) for a template
 * that can't be parsed or fails, as AWS answers.
 */
export function renderTemplate(
  template: Template,
  { input, route, deployment }: Admitted,
  { phase, body, context }: TemplateInput,
): { text: string; context: Record<string, unknown> } {
  try {
    return renderMapping(compile(template), {
      body,
      params: {
        path: route.pathParameters ?? {},
        querystring: lastValues(input.query),
        header: lastValues(input.headers),
      },
      context,
      stageVariables: deployment.stage.variables,
    });
  } catch (cause) {
    throw templateFailure(template, phase, cause);
  }
}

function compile(template: Template): CompiledTemplate {
  let result = compiled.get(template);
  if (!result) {
    result = compileTemplate(template.text);
    compiled.set(template, result);
  }
  return result;
}

/** What is no failure of the template is one of ours, and goes on as it is. */
function templateFailure(template: Template, phase: TemplateInput['phase'], cause: unknown): unknown {
  const explanation = explainTemplateFailure(template, cause);
  if (!explanation) return cause;
  const afterCall = phase === 'response';
  return new GatewayReject('API_CONFIGURATION_ERROR', 'Internal server error', explanation, { afterCall });
}
