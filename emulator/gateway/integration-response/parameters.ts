import type { IntegrationResponse } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import type { Admitted } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationResult } from '../integration/types.ts';
import { evaluateMapping, MalformedBody, type MappedValue, type MappingSources } from '../mapping-expression.ts';

/**
 * integration.response.* → method.response.header.NAME, as `responseParameters` says. A mapping whose source is
 * missing is left out. Throws API_CONFIGURATION_ERROR when a mapping reads a body that begins like JSON and is none.
 */
export function mapResponseHeaders(
  response: IntegrationResponse,
  result: IntegrationResult,
  body: Buffer,
  { deployment }: Admitted,
  context: Readonly<Record<string, unknown>>,
): Map<string, MappedValue> {
  const headers = new Map<string, MappedValue>();
  const entries = Object.entries(response.responseParameters);
  if (entries.length === 0) return headers;
  const sources: MappingSources = {
    responseHeader: (name, all) => readHeader(result, name, all),
    body: entries.some(([, source]) => source.startsWith(BODY)) ? body.toString('utf8') : undefined,
    context,
    stageVariables: deployment.stage.variables,
  };
  for (const [target, source] of entries) {
    if (!target.startsWith(TARGET)) continue;
    const value = evaluate(source, sources, response) ?? (result.lambda && insideErrorMessage(source, sources));
    if (value !== undefined) headers.set(target.slice(TARGET.length), value);
  }
  return headers;
}

const TARGET = 'method.response.header.';

function evaluate(source: string, sources: MappingSources, response: IntegrationResponse): MappedValue | undefined {
  try {
    return evaluateMapping(source, sources);
  } catch (error) {
    if (!(error instanceof MalformedBody)) throw error;
    const explanation = explain('gateway-mapping-needs-json', { mapping: source }, { source: response.source });
    throw new GatewayReject('API_CONFIGURATION_ERROR', 'Internal server error', explanation, { afterCall: true });
  }
}

/**
 * `integration.response.body.errorMessage.trace.function` of an errorMessage that is JSON text reads into that text
 * (Developer Guide, handling of Lambda errors). Undefined for any other source or text.
 */
function insideErrorMessage(source: string, sources: MappingSources): MappedValue | undefined {
  if (!source.startsWith(`${ERROR_MESSAGE}.`)) return undefined;
  const message = evaluateMapping(ERROR_MESSAGE, sources);
  if (typeof message !== 'string' || !/^\s*[{[]/.test(message)) return undefined;
  try {
    return evaluateMapping(`${BODY}${source.slice(ERROR_MESSAGE.length)}`, { ...sources, body: message });
  } catch (error) {
    if (error instanceof MalformedBody) return undefined;
    throw error;
  }
}

const BODY = 'integration.response.body';
const ERROR_MESSAGE = `${BODY}.errorMessage`;

/** Names are case-sensitive; one value is the last, all are joined. */
function readHeader(result: IntegrationResult, name: string, all: boolean): string | undefined {
  const values = result.headers.filter((line) => line[0] === name).map((line) => line[1]);
  return all && values.length > 0 ? values.join(',') : values.at(-1);
}
