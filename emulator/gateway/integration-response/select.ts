import type { Integration, IntegrationResponse } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { compileJavaPattern } from '../../mapping/java-regex.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationResult } from '../integration/types.ts';

type Pattern = ReturnType<typeof compileJavaPattern>;
const patterns = new WeakMap<IntegrationResponse, Pattern>();

/**
 * The integration response for a backend's answer: the first whose selection pattern matches the whole text, else the
 * default. The text is the status, and for a function the `errorMessage` of its result alone, never a status (recorded:
 * test_lambda_selection_patterns); a result without one is the empty text, which `.*` matches and `.+` doesn't. Throws
 * API_CONFIGURATION_ERROR when nothing matches and there is no default.
 */
export function selectIntegrationResponse(integration: Integration, result: IntegrationResult): IntegrationResponse {
  const isLambda = result.lambda !== undefined;
  const text = isLambda ? errorMessageOf(result) : String(result.status);
  const matching = integration.responses.filter((response) => matches(response, text ?? ''));
  const exact = matching.find((response) => integration.type === 'MOCK' && response.statusCode === text);
  const selected = exact ?? matching[0] ?? integration.responses.find(isDefault);
  if (selected) return selected;
  throw new GatewayReject(
    'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain(
      'gateway-no-integration-response',
      { text, of: isLambda ? 'errorMessage' : 'status', status: result.status },
      { source: integration.source },
    ),
    { afterCall: true },
  );
}

function isDefault({ selectionPattern }: IntegrationResponse): boolean {
  return selectionPattern === undefined || selectionPattern === '';
}

function matches(response: IntegrationResponse, text: string): boolean {
  if (isDefault(response)) return false;
  let pattern = patterns.get(response);
  if (!pattern) {
    pattern = compilePattern(response);
    patterns.set(response, pattern);
  }
  try {
    return pattern.matches(text);
  } catch (cause) {
    throw badPattern(response, cause);
  }
}

function compilePattern(response: IntegrationResponse): Pattern {
  try {
    return compileJavaPattern(response.selectionPattern ?? '');
  } catch (cause) {
    throw badPattern(response, cause);
  }
}

function badPattern({ selectionPattern = '', source }: IntegrationResponse, cause: unknown): GatewayReject {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const explanation = explain('gateway-bad-selection-pattern', { pattern: selectionPattern, reason }, { source });
  return new GatewayReject('API_CONFIGURATION_ERROR', 'Internal server error', explanation, { afterCall: true });
}

function errorMessageOf(result: IntegrationResult): string | undefined {
  if (!result.lambda?.payload.includes('"errorMessage"')) return undefined;
  const value = parse(result.lambda.payload);
  if (typeof value !== 'object' || value === null || !('errorMessage' in value)) return undefined;
  if (value.errorMessage === null) return undefined;
  return typeof value.errorMessage === 'string' ? value.errorMessage : JSON.stringify(value.errorMessage);
}

/** A handler that streams may have written anything. */
function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}
