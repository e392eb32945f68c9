import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { allValues } from '../client-input.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { evaluateMapping, MalformedBody, type MappedValue, type RequestPlace } from '../mapping-expression.ts';
import { overrides } from '../template-context.ts';

/** What the parameter mappings and overrides of an integration request came to. */
export interface RequestParameters {
  readonly header: Map<string, MappedValue>;
  readonly querystring: Map<string, MappedValue>;
  readonly path: Map<string, string>;
}

/**
 * method.request.* → integration.request.*, as `requestParameters` says. A mapping whose source is missing is left
 * out. Throws BAD_REQUEST_BODY-like 400 for a body that begins like JSON and is none, once any mapping reads the body.
 */
export function mapRequestParameters(
  integration: Integration,
  admitted: Admitted,
  context: Record<string, unknown>,
): RequestParameters {
  const mapped: RequestParameters = { header: new Map(), querystring: new Map(), path: new Map() };
  const entries = Object.entries(integration.requestParameters);
  if (entries.length === 0) return mapped;
  const sources = {
    request: (place: RequestPlace, name: string) => readParameter(admitted, place, name),
    body: entries.some(([, source]) => source.startsWith('method.request.body'))
      ? admitted.request.body.toString('utf8')
      : undefined,
    context,
    stageVariables: admitted.deployment.stage.variables,
  };
  for (const [target, source] of entries) {
    const [, place, name] = /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(target) ?? [];
    if (!place || !name) continue;
    const value = evaluate(source, sources, integration);
    if (value === undefined) continue;
    if (place === 'path') mapped.path.set(name, asText(value));
    else mapped[place as 'header' | 'querystring'].set(name, value);
  }
  return mapped;
}

function evaluate(source: string, sources: Parameters<typeof evaluateMapping>[1], integration: Integration) {
  try {
    return evaluateMapping(source, sources);
  } catch (error) {
    if (!(error instanceof MalformedBody)) throw error;
    const explanation = explain('gateway-mapping-needs-json', { mapping: source }, { source: integration.source });
    throw new GatewayReject('DEFAULT_4XX', 'Invalid JSON in request body', explanation, {
      status: 400,
      errorType: 'BadRequestException',
    });
  }
}

function readParameter({ input, route }: Admitted, place: RequestPlace, name: string): MappedValue | undefined {
  if (place === 'path') return route.pathParameters?.[name];
  const isHeader = place === 'header' || place === 'multivalueheader';
  const values = allValues(isHeader ? input.headers : input.query)[name];
  if (!values) return undefined;
  if (place === 'multivalueheader') return values.join(',');
  if (place === 'multivaluequerystring' && values.length > 1) return values;
  return values.at(-1);
}

/** A request template's `$context.requestOverride` beats the mapping of the same name. */
export function applyRequestOverrides(mapped: RequestParameters, context: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of overrides(context, 'requestOverride', 'header')) mapped.header.set(name, value);
  for (const [name, value] of overrides(context, 'requestOverride', 'querystring')) mapped.querystring.set(name, value);
  for (const [name, value] of overrides(context, 'requestOverride', 'path')) mapped.path.set(name, asText(value));
}

export function asText(value: MappedValue): string {
  return typeof value === 'string' ? value : value.join(',');
}

/** Recorded (header remapping): a mapping to one of these makes every call 500, even where mappings have no effect. */
const REFUSED: readonly string[] = [
  'content-length',
  'transfer-encoding',
  'x-amzn-trace-id',
  'x-amzn-apigateway-api-id',
];
const REFUSED_FOR_AWS: readonly string[] = ['authorization', 'connection', 'expect', 'proxy-authenticate', 'te'];

/** Throws API_CONFIGURATION_ERROR when a header is set that the integration's type may not set. */
export function refuseRestrictedHeaders(mapped: RequestParameters, integration: Integration): void {
  const isAws = integration.type === 'AWS' || integration.type === 'AWS_PROXY';
  for (const name of mapped.header.keys()) {
    const lower = name.toLowerCase();
    if (!REFUSED.includes(lower) && !(isAws && REFUSED_FOR_AWS.includes(lower))) continue;
    throw new GatewayReject(
      'API_CONFIGURATION_ERROR',
      'Internal server error',
      explain('gateway-restricted-header', { header: name, type: integration.type }, { source: integration.source }),
    );
  }
}
