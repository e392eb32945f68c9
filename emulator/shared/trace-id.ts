import type { Ids } from './clock.ts';

/**
 * The X-Amzn-Trace-Id that a request goes on with. Recorded: Root, Parent and Sampled of the client stay; with a Root
 * alone a Parent is made and `Sampled=0` added; without any all are made. `now` is milliseconds since 1970.
 */
export function traceIdOf(sent: string | undefined, now: number, ids: Ids): string {
  const fields = sent === undefined ? NO_FIELDS : fieldsOf(sent);
  const root = fields.get('Root');
  if (root === undefined) {
    const seconds = Math.floor(now / 1000).toString(16);
    return `Root=1-${seconds.padStart(8, '0')}-${ids.hex(24)};Parent=${ids.hex(16)};Sampled=0`;
  }
  const parent = fields.get('Parent');
  if (parent === undefined) return `Root=${root};Parent=${ids.hex(16)};Sampled=0`;
  return `Root=${root};Parent=${parent};Sampled=${fields.get('Sampled') ?? '0'}`;
}

const NO_FIELDS: ReadonlyMap<string, string> = new Map();

function fieldsOf(traceId: string): ReadonlyMap<string, string> {
  return new Map(traceId.split(';').map((field) => field.trim().split('=', 2) as [string, string]));
}
