import { fromPlain, toPlain } from './java/plain.ts';
import type { Value } from './java/values.ts';
import { PathNotFound, queryAlone } from './json-path/query.ts';
import { renderMapping, renderWith } from './render.ts';
import { compileTemplate } from './template.ts';

/** What {@link renderMappingTemplate} takes. */
export interface MappingTemplateInput {
  /** The text of the template. */
  template: string;
  /** Is it a request or a response template? Both see the same variables. */
  phase: 'request' | 'response';
  /** The raw body: of the client for a request, of the integration for a response; `""` when there is none. */
  body: string;
  /** The client's parameters: `$input.params(…)`. */
  params: {
    path: Record<string, string>;
    querystring: Record<string, string>;
    header: Record<string, string>;
  };
  /** `$context`, with as much in it as the template needs. It is not changed. */
  context: object;
  /** `$stageVariables`. */
  stageVariables: Record<string, string>;
}

/**
 * Renders VTL as API Gateway's engine does (Velocity 1.7 with its differences), with variables of your own and without
 * `$input`, `$util`, `$context` and `$stageVariables`. Objects are ordered maps there, arrays lists, whole numbers
 * Integers or Longs, other numbers Doubles.
 *
 * @example renderTemplate('Hello $name', { name: 'World' }) // 'Hello World'
 * @throws TemplateSyntaxError for a text that is no template, with `line` and `column`
 * @throws TemplateRenderError for a template that fails, with `line`, `column`, `expression` and `values`
 */
export function renderTemplate(template: string, variables: Record<string, unknown>): string {
  const values = new Map<string, Value>();
  for (const [name, value] of Object.entries(variables)) values.set(name, fromPlain(value));
  return renderWith(compileTemplate(template), values);
}

/**
 * Renders a mapping template as a method's integration request or response would, to test it without a gateway.
 * Gives the text and `$context` as the template left it: what it put into `requestOverride` and `responseOverride` is
 * in there.
 *
 * @example
 * renderMappingTemplate({
 *   template: '{ "id": "$input.params(\'id\')", "name": $input.json(\'$.name\') }',
 *   phase: 'request',
 *   body: '{"name":"Rex"}',
 *   params: { path: { id: '7' }, querystring: {}, header: {} },
 *   context: {},
 *   stageVariables: {},
 * }).text // '{ "id": "7", "name": "Rex" }'
 * @throws TemplateSyntaxError for a text that is no template, with `line` and `column`
 * @throws TemplateRenderError for a template that fails, with `line`, `column`, `expression` and `values`
 */
export function renderMappingTemplate(input: MappingTemplateInput): { text: string; context: object } {
  const context = input.context as Record<string, unknown>;
  return renderMapping(compileTemplate(input.template), { ...input, context });
}

/**
 * Queries a document with JSONPath in the dialect of Jayway JsonPath, which stands behind `$input.json` and
 * `$input.path`. A definite path gives the value, or undefined when it leads nowhere; any other (`*`, `..`, a filter, a
 * slice, several names) gives an array, empty when nothing fits. The document is not changed.
 *
 * @example queryJsonPath('$.pets[?(@.age > 3)].name', { pets: [{ name: 'Rex', age: 4 }] }) // ['Rex']
 * @throws JsonPathError for a path that Jayway refuses, a function that fails, or a query that takes more than 2 seconds
 */
export function queryJsonPath(path: string, document: unknown): unknown {
  try {
    return toPlain(queryAlone(path, fromPlain(document, true)));
  } catch (error) {
    if (error instanceof PathNotFound) return undefined;
    throw error;
  }
}
