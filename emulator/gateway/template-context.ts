import type { Admitted } from './exchange.ts';
import { anonymousIdentity, contextFacts } from './request-context.ts';

/**
 * `$context` of a mapping template: the recorded keys (test_sqs_amz_json_protocol), with the maps that a template
 * writes its overrides into. One object for the request template and the response template of a request.
 */
export function buildTemplateContext({
  request,
  input,
  context,
  deployment,
  route,
  caller,
}: Admitted): Record<string, unknown> {
  const identity = { ...anonymousIdentity(request.sourceIp, input.header('user-agent')), ...caller?.identity };
  const facts = contextFacts(request, context, deployment, route, identity, caller?.authorizer);
  facts.requestOverride = { header: {}, path: {}, querystring: {} };
  facts.responseOverride = { header: {} };
  return facts;
}

/** The entries that a template wrote under `requestOverride.header` and its like. */
export function overrides(
  context: Readonly<Record<string, unknown>>,
  direction: 'requestOverride' | 'responseOverride',
  place: 'header' | 'path' | 'querystring',
): [name: string, value: string | readonly string[]][] {
  const map = (context[direction] as Record<string, unknown> | undefined)?.[place];
  if (map === null || typeof map !== 'object') return [];
  return Object.entries(map)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]);
}
