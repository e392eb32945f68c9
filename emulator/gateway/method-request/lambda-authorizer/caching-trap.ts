import type { Method, Resource } from '../../../config/types.ts';
import { type Explanation, explain } from '../../../errors/explanation.ts';
import type { Arrival, Route } from '../../exchange.ts';
import { apiArn } from '../method-arn.ts';
import type { Answered } from './judge.ts';

/**
 * The trap that people else meet on AWS only: a policy that allows nothing but `event.methodArn` is kept, and denies the
 * same caller every other path. Undefined when no other path of the authorizer's is there, or the policy allows more.
 */
export function cachingTrap(
  { authorizer, result }: Answered,
  methodArn: string,
  ttl: number,
  { deployment }: Arrival,
  route: Route,
): Explanation | undefined {
  const { api, stage } = deployment;
  const allows = result.policy.statements.filter(({ effect }) => effect === 'Allow');
  const onlyThis = allows.every(
    ({ resources }) => !resources.negated && resources.patterns.every((pattern) => pattern === methodArn),
  );
  if (allows.length === 0 || !onlyThis) return undefined;
  const guarded = api.resources.flatMap((resource) =>
    [...resource.methods.values()]
      .filter((method) => method.authorizer === authorizer.name)
      .map((method) => ({ resource, method })),
  );
  const other =
    guarded.find(({ method }) => method !== route.method) ??
    guarded.find(({ resource }) => resource.path.includes('{'));
  if (!other) return undefined;
  return explain(
    'gateway-authorizer-caching-trap',
    {
      authorizer: authorizer.name,
      methodArn,
      ttl,
      other: nameOf(other.resource, other.method, route),
      wildcard: `${apiArn(api.id)}/${stage.name}/*/*`,
    },
    { source: authorizer.source },
  );
}

function nameOf({ path }: Resource, method: Method, route: Route): string {
  return `${method.httpMethod} ${path}${method === route.method ? ' with another value in the path' : ''}`;
}
