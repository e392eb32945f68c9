import type { GatewayResponseType } from '../config/types.ts';
import type { Explanation } from '../errors/explanation.ts';
import type { Trace } from '../gateway/exchange.ts';

/** The boxes of the drawing in API Gateway's console, in the order in which a request passes them. */
export const BOXES = [
  'route match',
  'method request',
  'integration request',
  'integration',
  'integration response',
  'method response',
] as const;

export type Box = (typeof BOXES)[number];

/** What only method request refuses with; every other refusal before the call comes from integration request. */
const METHOD_REQUEST_TYPES: ReadonlySet<GatewayResponseType> = new Set<GatewayResponseType>([
  'ACCESS_DENIED',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'AUTHORIZER_FAILURE',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'EXPIRED_TOKEN',
  'INVALID_API_KEY',
  'INVALID_SIGNATURE',
  'QUOTA_EXCEEDED',
  'THROTTLED',
  'UNAUTHORIZED',
  'WAF_FILTERED',
]);

/** The box in which a request came to its end, seen from the values that its trace holds: each box leaves one. */
export function lastBox(trace: Trace): Box {
  if (trace.route === undefined) return 'route match';
  if (trace.outgoing === undefined) {
    const type = trace.rejection?.type;
    return type !== undefined && METHOD_REQUEST_TYPES.has(type) ? 'method request' : 'integration request';
  }
  if (trace.result === undefined) return 'integration';
  return trace.mapped === undefined ? 'integration response' : 'method response';
}

/** The box that an explanation is about; undefined for a note about an answer that no single box made. */
export function explainedBox(explanation: Explanation, trace: Trace): Box | undefined {
  if (trace.result?.lambda?.explanation === explanation) return 'integration';
  return trace.rejection?.explanation === explanation ? lastBox(trace) : undefined;
}
