import { type FormatPart, parseAccessLogFormat } from '../../shared/access-log-format.ts';
import type { Trace } from '../exchange.ts';
import { anonymousIdentity, contextFacts } from '../request-context.ts';
import { LOG_VALUES } from './values.ts';

/**
 * The line of a stage's access log for a request that was answered: the format with the values of its variables, `-`
 * for what the request doesn't have (Developer Guide, set-up-logging). Values are written as they are, so that a quote
 * in a User-Agent ends a JSON string as it does on AWS; line breaks alone are written as \n, for one line it has to be.
 */
export function accessLogLine(format: string, trace: Trace): string {
  const facts = factsOf(trace);
  return partsOf(format)
    .map((part) => (typeof part === 'string' ? part : shown(readValue(part.variable, facts, trace))))
    .join('');
}

/** Formats are few and stay for the life of a configuration. */
const formats = new Map<string, readonly FormatPart[]>();

function partsOf(format: string): readonly FormatPart[] {
  const known = formats.get(format);
  if (known) return known;
  if (formats.size > 100) formats.clear();
  const parts = parseAccessLogFormat(format);
  formats.set(format, parts);
  return parts;
}

function factsOf({ request, input, context, deployment, route, caller }: Trace): Record<string, unknown> {
  const identity = { ...anonymousIdentity(request.sourceIp, input.header('user-agent')), ...caller?.identity };
  return contextFacts(request, context, deployment, route, identity, caller?.authorizer);
}

/** A claim's name may have dots and colons in it: what is left of a path is tried whole at each level. */
function readValue(name: string, facts: Readonly<Record<string, unknown>>, trace: Trace): unknown {
  if (Object.hasOwn(LOG_VALUES, name)) return LOG_VALUES[name]?.(trace);
  let value: unknown = facts;
  let rest = name;
  while (value !== null && typeof value === 'object') {
    const holder = value as Record<string, unknown>;
    if (Object.hasOwn(holder, rest)) return holder[rest];
    const [first = ''] = rest.split('.', 1);
    if (first === rest || !Object.hasOwn(holder, first)) return undefined;
    value = holder[first];
    rest = rest.slice(first.length + 1);
  }
  return undefined;
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === '' || typeof value === 'object') return '-';
  return String(value).replaceAll('\r', '\\r').replaceAll('\n', '\\n');
}
