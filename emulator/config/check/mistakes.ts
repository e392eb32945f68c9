import { suggest } from '../../errors/suggest.ts';
import { pathVariables } from '../normalize/method.ts';
import type { Integration, Method } from '../types.ts';
import type { MethodPlace, ProjectCheck } from './project-check.ts';
import { placeInTemplate } from './templates.ts';

/** Warns of what AWS takes and can only be a mistake. */
export function warnOfMistakes(place: MethodPlace, check: ProjectCheck): void {
  const { method, resource } = place;
  const variables = pathVariables(resource.path);
  warnOfDeclaredVariables(method, resource.path, variables, check);
  if (!method.integration) return;
  warnOfUselessParts(method.integration, check);
  warnOfPlaceholders(method.integration, check);
  warnOfTemplateVariables(method, resource.path, variables, check);
}

/** Warns of checks that are written and never run, for want of a request validator. */
export function warnOfUncheckedParts(method: Method, { locator, report }: ProjectCheck): void {
  const { requestValidator, requestModels, requestParameters, source } = method;
  if (requestValidator !== undefined) return;
  if (!isEmpty(requestModels)) {
    const facts = { part: '"requestModels"', validator: 'body' };
    report.warning('config-never-checked', facts, locator.key(method, 'requestModels') ?? source);
  }
  const required = Object.keys(requestParameters).find(
    (key) => requestParameters[key] && !/^method\.request\.path\./.test(key),
  );
  if (required === undefined) return;
  const facts = { part: `That ${required} is required`, validator: 'params' };
  report.warning('config-never-checked', facts, locator.key(requestParameters, required) ?? source);
}

function warnOfDeclaredVariables(
  { requestParameters, source }: Method,
  path: string,
  variables: readonly string[],
  { locator, report }: ProjectCheck,
): void {
  for (const key of Object.keys(requestParameters)) {
    const name = /^method\.request\.path\.(.+)$/.exec(key)?.[1];
    if (name === undefined || variables.includes(name)) continue;
    const nearest = suggest(name, variables);
    const facts = { name, path, where: key, ...(nearest !== undefined && { nearest }) };
    report.warning('config-path-variable', facts, locator.key(requestParameters, key) ?? source);
  }
}

/** The parts of a proxy integration that are kept and never used. */
function warnOfUselessParts(integration: Integration, { locator, report }: ProjectCheck): void {
  const { type, requestTemplates, requestParameters, responses, source } = integration;
  if (type !== 'AWS_PROXY' && type !== 'HTTP_PROXY') return;
  const warn = (part: string, holder: object, key?: string): void =>
    report.warning(
      'config-never-used',
      { part: JSON.stringify(part), type },
      (key && locator.key(holder, key)) || locator.value(holder) || source,
    );
  if (!isEmpty(requestTemplates)) warn('requestTemplates', integration, 'requestTemplates');
  if (type === 'AWS_PROXY' && !isEmpty(requestParameters)) warn('requestParameters', integration, 'requestParameters');
  for (const response of responses) {
    if (!isEmpty(response.responseTemplates)) warn('responseTemplates', response, 'responseTemplates');
    if (!isEmpty(response.responseParameters)) warn('responseParameters', response, 'responseParameters');
    if (response.selectionPattern) {
      report.warning(
        'config-never-used',
        { part: `The selection pattern ${JSON.stringify(response.selectionPattern)}`, type },
        response.source,
      );
    }
  }
}

/** A `{name}` in a URL that no parameter fills is sent as it is. */
function warnOfPlaceholders(integration: Integration, { locator, report }: ProjectCheck): void {
  const { type, uri = '', requestParameters, source } = integration;
  if (type === 'MOCK' || type === 'AWS_PROXY') return;
  for (const [, name = ''] of uri.matchAll(/(?<!\$)\{([^{}]+?)\+?\}/g)) {
    if (Object.hasOwn(requestParameters, `integration.request.path.${name}`)) continue;
    report.warning('config-uri-placeholder', { name }, locator.value(integration, 'uri') ?? source);
  }
}

function warnOfTemplateVariables(
  method: Method,
  path: string,
  variables: readonly string[],
  check: ProjectCheck,
): void {
  const { integration } = method;
  if (!integration || integration.type.endsWith('_PROXY')) return;
  const names = new Set(Object.keys(method.requestParameters).map((key) => key.replace(/^method\.request\.\w+\./, '')));
  for (const templates of [
    integration.requestTemplates,
    ...integration.responses.map((one) => one.responseTemplates),
  ]) {
    for (const [mediaType, template] of Object.entries(templates)) {
      for (const { name, offset, text } of readPathVariables(template.text, variables, names)) {
        const nearest = suggest(name, variables);
        const facts = { name, path, where: text, ...(nearest !== undefined && { nearest }) };
        const place = placeInTemplate({ templates, mediaType, offset, locator: check.locator });
        check.report.warning('config-path-variable', facts, place);
      }
    }
  }
}

interface Use {
  readonly name: string;
  readonly text: string;
  readonly offset: number;
}

const PATH_USE =
  /\$!?\{?input\.params\((?:\)\.path\.(?:get\(['"]([\w.-]+)['"]\)|([\w-]+)(?![\w-]*\())|(['"])([\w.-]+)\3\))/g;

/**
 * The uses of path variables that the path doesn't have. `$input.params('x')` looks into headers and the query as
 * well, so it counts only when a variable is spelled the same but for capitals and nothing else is called so.
 */
function readPathVariables(text: string, variables: readonly string[], declared: ReadonlySet<string>): Use[] {
  const uses: Use[] = [];
  for (const match of text.matchAll(PATH_USE)) {
    const [used, byGet, byDot, , anywhere] = match;
    const name = byGet ?? byDot ?? anywhere ?? '';
    const onlyCapitals = variables.some((variable) => variable.toLowerCase() === name.toLowerCase());
    if (variables.includes(name) || (anywhere !== undefined && (!onlyCapitals || declared.has(name)))) continue;
    uses.push({ name, text: used, offset: match.index });
  }
  return uses;
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}
