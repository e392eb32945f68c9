import type { Arrival } from '../../exchange.ts';

/** The condition keys that every request to a stage has. TLS ends before it here, so that it counts as used. */
export function requestKeys({ input, request, context }: Arrival): Map<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>([
    ['aws:sourceip', [request.sourceIp]],
    ['aws:currenttime', [new Date(context.requestTimeEpoch).toISOString()]],
    ['aws:epochtime', [String(Math.floor(context.requestTimeEpoch / 1000))]],
    ['aws:securetransport', ['true']],
  ]);
  for (const header of ['user-agent', 'referer']) {
    const value = input.header(header);
    if (value !== undefined) keys.set(`aws:${header.replace('-', '')}`, [value]);
  }
  return keys;
}
