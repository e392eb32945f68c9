import { describe, expect, it } from 'vitest';
import type { Authorizer, Method, RestApi } from '../../../emulator/config/types.ts';
import { api, call, deployment, integration, LAMBDA_URI, request, returned } from '../../helpers/gateway.ts';

const source = { file: '/project/routes.json', line: 2, column: 3 };
const keeper: Authorizer = {
  name: 'keeper',
  type: 'TOKEN',
  authorizerUri: LAMBDA_URI,
  identitySource: 'method.request.header.Authorization',
  source,
};
const pool: Authorizer = {
  name: 'pool',
  type: 'COGNITO_USER_POOLS',
  identitySource: 'method.request.header.Authorization',
  providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEfGhI'],
  source,
};

const GUARDED: Partial<Method>[] = [
  { authorizationType: 'AWS_IAM' },
  { authorizationType: 'CUSTOM', authorizer: 'keeper' },
  { authorizationType: 'COGNITO_USER_POOLS', authorizer: 'pool' },
];

function guarded(method: Partial<Method>, effect?: 'Allow' | 'Deny'): RestApi {
  const statement = { Effect: effect, Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
  return api(
    { '/pets': { GET: { integration: integration({ type: 'AWS_PROXY', uri: LAMBDA_URI }), ...method } } },
    {
      authorizers: new Map([
        ['keeper', keeper],
        ['pool', pool],
      ]),
      ...(effect && { policy: { document: { Statement: [statement] }, source } }),
    },
  );
}

const TOKEN = [
  ['Host', 'localhost'],
  ['Authorization', 'let-me-in'],
] as const;

describe('authorizers that are disabled', () => {
  it.each(GUARDED)('let everybody call a method with %j, and tell nothing of a caller', async (method) => {
    let event = '';
    const of = { ...deployment(guarded(method)), authorizersDisabled: true };
    const trace = await call(of, request('/pets'), {
      invoke: ({ payload }) => {
        event = String(payload);
        return returned({ statusCode: 200 });
      },
    });
    expect(trace.reply.status).toBe(200);
    expect(JSON.parse(event).requestContext.authorizer).toBeUndefined();
    expect(JSON.parse(event).requestContext.identity.userArn).toBeNull();
  });

  it('leave API keys and the resource policy in force', async () => {
    const keyed = { ...deployment(guarded({ apiKeyRequired: true })), authorizersDisabled: true };
    expect((await call(keyed, request('/pets'))).rejection?.type).toBe('INVALID_API_KEY');
    const denied = { ...deployment(guarded(GUARDED[0] ?? {}, 'Deny')), authorizersDisabled: true };
    expect((await call(denied, request('/pets'))).rejection?.type).toBe('ACCESS_DENIED');
  });
});

describe('the order of resource policy and authorizer', () => {
  it('has an explicit Deny before a Lambda authorizer, which is not called', async () => {
    const trace = await call(guarded(GUARDED[1] ?? {}, 'Deny'), request('/pets', { headers: TOKEN }));
    expect([trace.reply.status, trace.rejection?.explanation.code]).toEqual([403, 'resource-policy-refuses']);
  });

  it('has signature and token before the resource policy', async () => {
    const [iam = {}, , cognito = {}] = GUARDED;
    expect((await call(guarded(iam, 'Deny'), request('/pets'))).rejection?.type).toBe('MISSING_AUTHENTICATION_TOKEN');
    expect((await call(guarded(cognito, 'Deny'), request('/pets'))).rejection?.type).toBe('UNAUTHORIZED');
  });

  it('has the resource policy’s Allow where a Lambda authorizer’s policy says nothing', async () => {
    const outcomeOf = async (effect?: 'Allow') => {
      const invoke = ({ payload }: { readonly payload: unknown }) =>
        JSON.parse(String(payload)).type === 'TOKEN'
          ? returned({
              principalId: 'me',
              policyDocument: {
                Version: '2012-10-17',
                Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn:aws:execute-api:none' }],
              },
            })
          : returned({ statusCode: 200 });
      return (await call(guarded(GUARDED[1] ?? {}, effect), request('/pets', { headers: TOKEN }), { invoke })).reply
        .status;
    };
    expect([await outcomeOf('Allow'), await outcomeOf()]).toEqual([200, 403]);
  });
});
