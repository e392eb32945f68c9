import { createHash } from 'node:crypto';

const LENGTH = 16;

/**
 * What a deployment of the API would hold, in 16 hexadecimal digits: the RestApi resource of the template, and the
 * values of those of the stack's parameters that it refers to. The order of an object's names doesn't count, and the
 * endpoint's type, which no deployment holds, doesn't either.
 */
export function contentHash(restApi: unknown, parameters: ReadonlyMap<string, string> = new Map()): string {
  const content = { ...(restApi as RestApiResource | undefined)?.Properties, EndpointConfiguration: undefined };
  const used = new Set(referencesIn(content));
  const values = [...parameters].filter(([name]) => used.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([content, values], (_, value: unknown) => sorted(value));
  return createHash('sha256').update(text).digest('hex').slice(0, LENGTH);
}

interface RestApiResource {
  readonly Properties?: Readonly<Record<string, unknown>>;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The names in `Ref` and in `${…}` of `Fn::Sub`. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (typeof member !== 'string') return referencesIn(member);
    if (name === 'Ref') return [member];
    return name === 'Fn::Sub' ? [...member.matchAll(/\$\{([A-Za-z0-9]+)[.}]/g)].map(([, used = '']) => used) : [];
  });
}
