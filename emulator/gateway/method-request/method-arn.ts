import { ACCOUNT_ID, REGION } from '../../shared/aws-names.ts';
import { eventPath } from '../event-parts.ts';
import type { Arrival } from '../exchange.ts';

/** `arn:aws:execute-api:REGION:ACCOUNT:API`, which the ARN of each of its methods begins with. */
export function apiArn(apiId: string): string {
  return `arn:aws:execute-api:${REGION}:${ACCOUNT_ID}:${apiId}`;
}

/**
 * The ARN that policies are matched with: the request's own method and path, percent-encoded as it was sent (seen on
 * AWS: `…/v1/GET/pets/7`); `…/v1/GET/` for the root.
 */
export function methodArn({ deployment: { api, stage }, request }: Arrival): string {
  return `${apiArn(api.id)}/${stage.name}/${request.method}${eventPath(request.path) || '/'}`;
}
