import type { Integration, RestApi } from '../config/types.ts';

/** Does the client get the backend's answer as it comes? Of the proxies only: AWS takes it for no other type. */
export function isStreamed({ type, responseTransferMode }: Integration): boolean {
  return responseTransferMode === 'STREAM' && (type === 'AWS_PROXY' || type === 'HTTP_PROXY');
}

/** Milliseconds that a streamed answer may be silent (Developer Guide: 30 s of an edge-optimized API, else 5 min). */
export function idleLimit({ endpointConfiguration }: RestApi): number {
  return endpointConfiguration?.types.includes('EDGE') ? 30_000 : 300_000;
}
