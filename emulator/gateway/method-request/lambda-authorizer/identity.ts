import type { Authorizer } from '../../../config/types.ts';
import type { Arrival, Route } from '../../exchange.ts';
import { anonymousIdentity, contextFacts } from '../../request-context.ts';

/** A place of a request that says who calls. */
export interface IdentitySource {
  /** As written: `method.request.header.Authorization`. */
  readonly text: string;
  /** `none`: what can't be one, a path parameter for instance. No request has it. */
  readonly place: 'header' | 'querystring' | 'context' | 'stageVariables' | 'none';
  readonly name: string;
}

const read = new WeakMap<Authorizer, readonly IdentitySource[]>();

/** The identity sources of an authorizer: a list with commas. */
export function identitySources(authorizer: Authorizer): readonly IdentitySource[] {
  let sources = read.get(authorizer);
  if (!sources) {
    const entries = (authorizer.identitySource ?? '').split(',').map((entry) => entry.trim());
    sources = entries.filter((text) => text !== '').map(readIdentitySource);
    read.set(authorizer, sources);
  }
  return sources;
}

function readIdentitySource(text: string): IdentitySource {
  const [, place = 'none', name = ''] = SOURCE.exec(text) ?? [];
  return { text, place: place as IdentitySource['place'], name };
}

const SOURCE = /^(?:method\.request\.(?=header|querystring)|(?=context|stageVariables))(\w+)\.(\S+)$/;

/** Its value in a request; undefined when it is missing. */
export function identityValue({ place, name }: IdentitySource, arrival: Arrival, route: Route): string | undefined {
  const { deployment, input, request, context } = arrival;
  switch (place) {
    case 'none':
      return undefined;
    case 'header':
      return input.header(name.toLowerCase());
    case 'querystring':
      return input.query.findLast(([key]) => key === name)?.[1];
    case 'stageVariables':
      return Object.hasOwn(deployment.stage.variables, name) ? deployment.stage.variables[name] : undefined;
    case 'context': {
      const identity = anonymousIdentity(request.sourceIp, input.header('user-agent'));
      return member(contextFacts(request, context, deployment, route, identity), name.split('.'));
    }
  }
}

function member(facts: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  let value: unknown = facts;
  for (const name of names) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}
