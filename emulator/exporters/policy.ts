import type { ResourcePolicy } from '../config/types.ts';
import { ACCOUNT_ID, REGION } from '../shared/aws-names.ts';

/** A resource policy as AWS stores it, and so describes and exports it: `execute-api:/*` became a whole ARN (recorded). */
export function storedPolicy({ document }: ResourcePolicy, apiId: string): string {
  return JSON.stringify(document).replaceAll(
    '"execute-api:/',
    `"arn:aws:execute-api:${REGION}:${ACCOUNT_ID}:${apiId}/`,
  );
}

const METHODS_OF_AN_API = /^arn:[\w-]+:execute-api:[^:]*:[^:]*:[a-z0-9]+\//;

/**
 * The other way: `execute-api:/…` for the methods of whichever API a policy names. An exported document has the ARN of
 * the API that it was exported from, which is none of the one that is made of it.
 */
export function shortPolicy({ document }: ResourcePolicy): unknown {
  const shorten = (value: unknown): unknown =>
    typeof value === 'string' ? value.replace(METHODS_OF_AN_API, 'execute-api:/') : value;
  return JSON.parse(JSON.stringify(document), (key, value) => {
    if (key !== 'Resource' && key !== 'NotResource') return value;
    return Array.isArray(value) ? value.map(shorten) : shorten(value);
  });
}
