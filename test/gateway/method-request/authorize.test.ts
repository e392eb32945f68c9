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

describe('a method ARN of more than 1600 bytes', () => {
  const target = `/pets/${'x'.repeat(1600)}`;
  const of = (method: Partial<Method>, effect?: 'Allow') => {
    const short = guarded(method, effect);
    return { ...short, resources: short.resources.map((one) => ({ ...one, path: '/pets/{name}' })) };
  };

  it.each(GUARDED)('is 414 before anybody is asked, with %j', async (method) => {
    const trace = await call(of(method), request(target, { headers: TOKEN }));
    expect([trace.reply.status, trace.text]).toEqual([414, '{"message":"Request URI too long"}']);
  });

  it('is 414 under a resource policy, and passes where nobody is asked', async () => {
    const invoke = () => returned({ statusCode: 200 });
    const statusOf = async (api: RestApi, more = {}) =>
      (await call({ ...deployment(api), ...more }, request(target), { invoke })).reply.status;
    expect(await statusOf(of({}, 'Allow'))).toBe(414);
    expect(await statusOf(of({}))).toBe(200);
    expect(await statusOf(of(GUARDED[0] ?? {}), { authorizersDisabled: true })).toBe(200);
  });
});

it('a method with an authorizer and an API key asks for the token first', async () => {
  const of = guarded({ ...GUARDED[1], apiKeyRequired: true });
  const invoke = () =>
    returned({
      principalId: 'me',
      policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] },
    });
  const outcomeOf = async (headers: readonly (readonly [string, string])[]) => {
    const { reply, text } = await call(of, request('/pets', { headers }), { invoke });
    return [reply.status, text];
  };
  const wrongKey = ['x-api-key', 'a-key-of-twenty-characters'] as const;
  expect(await outcomeOf([wrongKey])).toEqual([401, '{"message":"Unauthorized"}']);
  expect(await outcomeOf([...TOKEN, wrongKey])).toEqual([403, '{"message":"Forbidden"}']);
});

describe('policies', () => {
  /** Everything is allowed but one method ARN. */
  const without = (resource: string) => {
    const statement = (Effect: string, Resource: string) =>
      ({ Effect, Resource, Principal: '*', Action: 'execute-api:Invoke' }) as const;
    const document = { Statement: [statement('Allow', 'execute-api:/*'), statement('Deny', resource)] };
    return api({ '/pets/{name+}': { ANY: {} } }, { policy: { document, source } });
  };

  it.each([
    ['/pets/admin', 403],
    ['//pets/admin', 403],
    ['/pets/admin?a=b', 403],
    ['/pets/%61dmin', 200],
    ['/pets/admin/', 200],
    ['/pets/./admin', 200],
    ['/pets/Admin', 200],
  ])('see the path as it was sent: %s', async (target, status) => {
    const { reply } = await call(without('execute-api:/v1/GET/pets/admin'), request(target));
    expect(reply.status).toBe(status);
  });

  it('see the method that X-HTTP-Method-Override names', async () => {
    const of = without('execute-api:/v1/DELETE/*');
    const headers = [['X-HTTP-Method-Override', 'delete']] as const;
    expect((await call(of, request('/pets/7', { headers }))).reply.status).toBe(403);
    expect((await call(of, request('/pets/7'))).reply.status).toBe(200);
  });
});
