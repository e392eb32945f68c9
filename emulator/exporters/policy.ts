import type { ResourcePolicy } from '../config/types.ts';
import { ACCOUNT_ID, REGION } from '../shared/aws-names.ts';

/** A resource policy as AWS stores it, and so describes and exports it: `execute-api:/*` became a whole ARN (recorded). */
export function storedPolicy({ document }: ResourcePolicy, apiId: string): string {
  return JSON.stringify(document).replaceAll(
    '"execute-api:/',
    `"arn:aws:execute-api:${REGION}:${ACCOUNT_ID}:${apiId}/`,
  );
}
