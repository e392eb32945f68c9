import { parseJson, queryBody, toJsonText } from '../mapping/json-value.ts';

/** A mapped value: text, or several where the source has several and the target takes them. */
export type MappedValue = string | readonly string[];

export type RequestPlace = 'path' | 'querystring' | 'header' | 'multivaluequerystring' | 'multivalueheader';

type MappingExpression =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'request'; readonly place: RequestPlace; readonly name: string }
  | { readonly kind: 'response'; readonly place: 'header' | 'multivalueheader'; readonly name: string }
  | { readonly kind: 'body'; readonly path: string | undefined }
  | { readonly kind: 'context'; readonly names: readonly string[] }
  | { readonly kind: 'stageVariable'; readonly name: string };

/** Where the values of an expression come from; a box leaves out what its expressions can't name. */
export interface MappingSources {
  readonly request?: (place: RequestPlace, name: string) => MappedValue | undefined;
  readonly responseHeader?: (name: string, all: boolean) => string | undefined;
  /** The body as text: the request's, or the backend's answer. */
  readonly body?: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** A body that begins like JSON and is none: 400 on the way in, 500 on the way out. */
export class MalformedBody extends Error {}

/**
 * The value of a mapping expression (`method.request.header.X`, `'text'`, `context.requestId` …); undefined when its
 * source is missing, and then the target is not set. Throws MalformedBody.
 */
export function evaluateMapping(text: string, sources: MappingSources): MappedValue | undefined {
  const expression = parse(text);
  switch (expression?.kind) {
    case undefined:
      return undefined;
    case 'literal':
      return expression.text;
    case 'request':
      return sources.request?.(expression.place, expression.name);
    case 'response':
      return sources.responseHeader?.(expression.name, expression.place === 'multivalueheader');
    case 'body':
      return sources.body === undefined ? undefined : fromBody(sources.body, expression.path);
    case 'context':
      return fromContext(sources.context, expression.names);
    case 'stageVariable':
      return Object.hasOwn(sources.stageVariables, expression.name)
        ? sources.stageVariables[expression.name]
        : undefined;
  }
}

/** Expressions are few and stay for the life of a configuration. */
const parsed = new Map<string, MappingExpression | undefined>();

function parse(text: string): MappingExpression | undefined {
  if (!parsed.has(text)) parsed.set(text, parseExpression(text));
  return parsed.get(text);
}

function parseExpression(text: string): MappingExpression | undefined {
  if (text.length >= 2 && text.startsWith("'") && text.endsWith("'"))
    return { kind: 'literal', text: text.slice(1, -1) };
  const body = /^(?:method\.request|integration\.response)\.body(?:\.(.+)|(\[.+))?$/s.exec(text);
  if (body) return { kind: 'body', path: body[1] ?? body[2] };
  const request = /^method\.request\.(path|querystring|header|multivaluequerystring|multivalueheader)\.(.+)$/.exec(
    text,
  );
  if (request) return { kind: 'request', place: request[1] as RequestPlace, name: request[2] ?? '' };
  const response = /^integration\.response\.(header|multivalueheader)\.(.+)$/.exec(text);
  if (response) return { kind: 'response', place: response[1] as 'header', name: response[2] ?? '' };
  if (text.startsWith('context.')) return { kind: 'context', names: text.slice('context.'.length).split('.') };
  if (text.startsWith('stageVariables.')) return { kind: 'stageVariable', name: text.slice('stageVariables.'.length) };
  return undefined;
}

/** Recorded: an empty body reads as `{}`; text that doesn't begin like JSON is text, and has no members. */
function fromBody(body: string, path: string | undefined): string | undefined {
  const text = body === '' ? '{}' : body;
  if (!/^\s*[{["']/.test(text)) return path === undefined ? text : undefined;
  const value = parseBody(text);
  if (path === undefined) return text;
  const found = queryBody(value, path);
  if (found === undefined || found === null) return undefined;
  return typeof found === 'string' ? found : toJsonText(found);
}

function parseBody(text: string): ReturnType<typeof parseJson> {
  try {
    return parseJson(text);
  } catch (cause) {
    throw new MalformedBody('The body begins like JSON and is none.', { cause });
  }
}

function fromContext(context: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  let value: unknown = context;
  for (const name of names) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}
