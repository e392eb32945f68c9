import { explain } from '../../errors/explanation.ts';
import type { Arrival, Caller, Outside, Route } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';

/**
 * Authorization. Only NONE lets a request in: nothing is permitted that AWS would look at first. Without credentials
 * the answer is AWS's own; with them it is that of an authorizer that can't be run, since none is run here yet.
 */
export function authorize(
  { deployment, input }: Arrival,
  { method }: Route,
  _outside: Outside,
): Caller | undefined | Promise<Caller | undefined> {
  if (method.authorizationType === 'NONE') return undefined;
  const { source } = method;
  if (method.authorizationType === 'AWS_IAM') {
    const explanation = explain(
      'gateway-authorization-not-run',
      { authorizationType: 'AWS_IAM', authorizer: undefined },
      { source },
    );
    throw new GatewayReject('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token', explanation);
  }
  const authorizer = deployment.api.authorizers.get(method.authorizer ?? '');
  const facts = { authorizationType: method.authorizationType, authorizer: method.authorizer };
  const header = /^method\.request\.header\.([^,]+)$/.exec(authorizer?.identitySource ?? '')?.[1];
  if (header !== undefined && !input.header(header.toLowerCase())) {
    const explanation = explain('gateway-identity-missing', { ...facts, header }, { source });
    throw new GatewayReject('UNAUTHORIZED', 'Unauthorized', explanation);
  }
  throw new GatewayReject(
    'AUTHORIZER_CONFIGURATION_ERROR',
    null,
    explain('gateway-authorization-not-run', facts, { source: authorizer?.source ?? source }),
  );
}
