import type { Authorizer, RestApi } from '../../../../emulator/config/types.ts';
import type { Deployment } from '../../../../emulator/gateway/exchange.ts';
import { createGatewayState, type GatewayState } from '../../../../emulator/gateway/state.ts';
import type { FunctionCall, FunctionResult } from '../../../../emulator/shared/function-runtime.ts';
import * as gateway from '../../../helpers/gateway.ts';

export const ARN = 'arn:aws:execute-api:us-east-1:000000000000:abcdefghij';
export const source = { file: '/project/routes.json', line: 9, column: 5 };
/** What a client gets. */
interface Seen {
  readonly status: number;
  readonly text: string;
  readonly type: string | undefined;
}

export const NULL_BODY: Seen = { status: 500, text: '{"message":null}', type: 'AuthorizerConfigurationException' };
export const UNAUTHORIZED: Seen = { status: 401, text: '{"message":"Unauthorized"}', type: 'UnauthorizedException' };
export const DENIED: Seen = {
  status: 403,
  text: '{"Message":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}',
  type: 'AccessDeniedException',
};
export const NOT_ALLOWED: Seen = {
  status: 403,
  text: '{"Message":"User is not authorized to access this resource"}',
  type: 'AccessDeniedException',
};

export function policy(Effect: string, Resource: unknown = '*', more: object = {}): object {
  const statement = { Action: 'execute-api:Invoke', Effect, Resource };
  return { principalId: 'alice', policyDocument: { Version: '2012-10-17', Statement: [statement] }, ...more };
}

export function authorizerOf(parts: Partial<Authorizer> = {}): Authorizer {
  return {
    name: 'guard',
    type: 'TOKEN',
    authorizerUri: gateway.LAMBDA_URI.replace(':pets/', ':guard/'),
    identitySource: 'method.request.header.Authorization',
    source,
    ...parts,
  };
}

export interface Stage {
  /** Requests: `GET /pets`, with the header Authorization. */
  send(line: string, headers?: Record<string, string>): ReturnType<typeof gateway.call>;
  /** The events that the authorizer was called with. */
  readonly events: Record<string, unknown>[];
  readonly calls: FunctionCall[];
  readonly state: GatewayState;
  now: number;
}

/** `/`, `/pets`, `/pets/{id}` behind an authorizer that answers as `answer` does. */
export function stageOf(
  parts: Partial<Authorizer>,
  answer: (event: Record<string, unknown>) => FunctionResult | Promise<FunctionResult>,
  more: { api?: Partial<RestApi>; deployment?: Partial<Deployment>; integration?: 'AWS_PROXY' } = {},
): Stage {
  const guarded = {
    authorizationType: 'CUSTOM' as const,
    authorizer: 'guard',
    ...(more.integration && { integration: gateway.integration({ type: 'AWS_PROXY', uri: gateway.LAMBDA_URI }) }),
  };
  const of = gateway.api(
    { '/': { GET: guarded }, '/pets': { GET: guarded, DELETE: guarded }, '/pets/{id}': { GET: guarded } },
    { authorizers: new Map([['guard', authorizerOf(parts)]]), ...more.api },
  );
  const state = createGatewayState();
  const stage: Stage = {
    state,
    events: [],
    calls: [],
    now: 1_700_000_000_000,
    send(line, headers = { Authorization: 'good' }) {
      const [method = '', target = ''] = line.split(' ');
      const request = gateway.request(target, { method });
      return gateway.call(
        { ...gateway.deployment(of), ...more.deployment },
        { ...request, headers: [...request.headers, ...Object.entries(headers)] },
        {
          state,
          clock: { now: () => stage.now },
          invoke: (call) => {
            if (call.functionName !== 'guard') {
              return gateway.returned({ statusCode: 200, body: call.payload });
            }
            stage.calls.push(call);
            const event = JSON.parse(call.payload);
            stage.events.push(event);
            return answer(event);
          },
        },
      );
    },
  };
  return stage;
}

export const seen = (reply: Awaited<ReturnType<typeof gateway.call>>): Seen => ({
  status: reply.reply.status,
  text: reply.text,
  type: reply.header('x-amzn-ErrorType'),
});
