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

/** The box in which a request came to its end, seen from what its trace holds: each box leaves something. */
export function lastBox(trace: Trace): Box {
  if (trace.mapped !== undefined) return 'method response';
  if (trace.result !== undefined) return 'integration response';
  if (trace.outgoing !== undefined) return 'integration';
  if (trace.admitted) return 'integration request';
  return trace.route === undefined ? 'route match' : 'method request';
}

/** The box that an explanation is about; undefined for a note about an answer that no single box made. */
export function explainedBox(explanation: Explanation, trace: Trace): Box | undefined {
  if (trace.result?.lambda?.explanation === explanation) return 'integration';
  return trace.rejection?.explanation === explanation ? lastBox(trace) : undefined;
}
