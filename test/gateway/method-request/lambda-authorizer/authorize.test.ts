import { describe, expect, it } from 'vitest';
import { API_GATEWAY_EVENTS } from '../../../../emulator/cli/sample-events/api-gateway.ts';
import type { Authorizer } from '../../../../emulator/config/types.ts';
import type { FunctionResult } from '../../../../emulator/shared/function-runtime.ts';
import * as gateway from '../../../helpers/gateway.ts';
import { apiKey, usagePlan } from '../../../helpers/usage.ts';
import {
  ARN,
  authorizerOf,
  DENIED,
  NOT_ALLOWED,
  NULL_BODY,
  policy,
  seen,
  source,
  stageOf,
  UNAUTHORIZED,
} from './guarded-stage.ts';

describe('a Lambda authorizer', () => {
  it.each<[what: string, answer: FunctionResult, outcome: object]>([
    ['throws Unauthorized', gateway.threw('Unauthorized'), UNAUTHORIZED],
    ['throws something else', gateway.threw('Invalid token'), NULL_BODY],
    ['throws unauthorized in small letters', gateway.threw('unauthorized'), NULL_BODY],
    ['throws a sentence with Unauthorized in it', gateway.threw('Error: Unauthorized'), NULL_BODY],
    ['times out', gateway.threw('2025-01-01T00:00:00.000Z 1 Task timed out after 3.00 seconds'), NULL_BODY],
    [
      'is not there',
      {
        kind: 'refusal',
        requestId: '1',
        status: 404,
        errorType: 'ResourceNotFoundException',
        message: 'Function not found',
      },
      NULL_BODY,
    ],
    ['returns nothing', gateway.returned(undefined), NULL_BODY],
    ['returns a text', gateway.returned('Allow'), NULL_BODY],
    ['returns a list', gateway.returned([policy('Allow')]), NULL_BODY],
    ['returns an empty object', gateway.returned({}), NULL_BODY],
    ['returns a proxy answer', gateway.returned({ statusCode: 401, body: 'no' }), NULL_BODY],
    ['returns no JSON', { ...gateway.returned(0), payload: '{' } as FunctionResult, NULL_BODY],
    ['returns no principalId', gateway.returned({ ...policy('Allow'), principalId: undefined }), NULL_BODY],
    ['returns a principalId that is no text', gateway.returned({ ...policy('Allow'), principalId: {} }), NULL_BODY],
    ['returns no policy', gateway.returned({ principalId: 'alice' }), NULL_BODY],
    ['returns a policy as text', gateway.returned({ principalId: 'alice', policyDocument: '{}' }), NULL_BODY],
    ['returns an empty policy', gateway.returned({ principalId: 'alice', policyDocument: {} }), NULL_BODY],
    [
      'returns a policy without statements',
      gateway.returned({ principalId: 'alice', policyDocument: { Version: '2012-10-17', Statement: [] } }),
      NULL_BODY,
    ],
    [
      'returns a policy of an unknown version',
      gateway.returned({
        principalId: 'alice',
        policyDocument: { Version: '2030-01-01', Statement: [{ Action: '*', Effect: 'Allow', Resource: '*' }] },
      }),
      NULL_BODY,
    ],
    ['returns an unknown effect', gateway.returned(policy('allow')), NULL_BODY],
    ['returns a resource of 513 characters', gateway.returned(policy('Allow', '*'.repeat(513))), NULL_BODY],
    ['returns an object in its context', gateway.returned(policy('Allow', '*', { context: { a: {} } })), NULL_BODY],
    ['returns a list in its context', gateway.returned(policy('Allow', '*', { context: { a: [] } })), NULL_BODY],
    ['returns null in its context', gateway.returned(policy('Allow', '*', { context: { a: null } })), NULL_BODY],
    ['returns claims', gateway.returned(policy('Allow', '*', { context: { claims: 'x' } })), NULL_BODY],
    ['returns a key that is no text', gateway.returned(policy('Allow', '*', { usageIdentifierKey: 7 })), NULL_BODY],
    ['denies', gateway.returned(policy('Deny')), DENIED],
    ['allows another path', gateway.returned(policy('Allow', `${ARN}/v1/GET/users`)), NOT_ALLOWED],
    [
      'allows another action',
      gateway.returned(
        policy('Allow', '*', { policyDocument: { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } } }),
      ),
      NOT_ALLOWED,
    ],
    ['allows this path', gateway.returned(policy('Allow', `${ARN}/v1/GET/pets`)), { status: 200 }],
    ['allows with 512 characters', gateway.returned(policy('Allow', '*'.repeat(512))), { status: 200 }],
    ['has an empty principalId', gateway.returned({ ...policy('Allow'), principalId: '' }), { status: 200 }],
  ])('that %s', async (_, answer, outcome) => {
    for (const type of ['TOKEN', 'REQUEST'] as const) {
      const stage = stageOf({ type }, () => answer);
      expect(seen(await stage.send('GET /pets'))).toMatchObject(outcome);
      expect(stage.calls).toHaveLength(1);
    }
  });

  it('answers as the sample function of the Developer Guide', async () => {
    const { send } = stageOf({}, ({ authorizationToken, methodArn }) => {
      if (authorizationToken === 'allow') return gateway.returned(policy('Allow', methodArn));
      if (authorizationToken === 'deny') return gateway.returned(policy('Deny', methodArn));
      return gateway.threw(authorizationToken === 'unauthorized' ? 'Unauthorized' : 'Invalid token');
    });
    const status = async (Authorization: string) => (await send('GET /pets', { Authorization })).reply.status;
    expect(await status('allow')).toBe(200);
    expect(await status('deny')).toBe(403);
    expect(await status('unauthorized')).toBe(401);
    expect(await status('')).toBe(401);
    expect(await status('other')).toBe(500);
  });

  it('is asked with the event of a TOKEN authorizer', async () => {
    const stage = stageOf({ identitySource: 'method.request.header.x-token' }, () => gateway.returned(policy('Allow')));
    await stage.send('GET /pets/a%20b?x=1', { 'X-Token': ' Bearer  7 ' });
    expect(stage.calls[0]?.payload).toBe(
      `{"type":"TOKEN","authorizationToken":" Bearer  7 ","methodArn":"${ARN}/v1/GET/pets/a%20b"}`,
    );
  });

  it('is asked with the event of a REQUEST authorizer: a proxy event without a body', async () => {
    const stage = stageOf({ type: 'REQUEST' }, () => gateway.returned(policy('Allow')));
    await stage.send('GET /pets/7?q=a%20b&q=c');
    const [event] = stage.events;
    expect(Object.keys(event ?? {})).toEqual([
      ...['type', 'methodArn', 'resource', 'path', 'httpMethod', 'headers', 'multiValueHeaders'],
      ...['queryStringParameters', 'multiValueQueryStringParameters', 'pathParameters', 'stageVariables'],
      'requestContext',
    ]);
    expect(event).toMatchObject({
      type: 'REQUEST',
      methodArn: `${ARN}/v1/GET/pets/7`,
      resource: '/pets/{id}',
      path: '/pets/7',
      httpMethod: 'GET',
      headers: { Authorization: 'good', 'X-Forwarded-Port': '443' },
      multiValueHeaders: { Authorization: ['good'] },
      queryStringParameters: { q: 'c' },
      multiValueQueryStringParameters: { q: ['a b', 'c'] },
      pathParameters: { id: '7' },
      stageVariables: {},
      requestContext: { path: '/v1/pets/7', resourcePath: '/pets/{id}', stage: 'v1', apiId: 'abcdefghij' },
    });
    expect(event?.requestContext).not.toHaveProperty('authorizer');
    await stage.send('GET /', { Authorization: 'other' });
    expect(stage.events[1]).toMatchObject({
      methodArn: `${ARN}/v1/GET/`,
      queryStringParameters: {},
      multiValueQueryStringParameters: {},
      pathParameters: {},
    });
  });

  it('is asked with the keys of the events that generate-event makes, in their order', async () => {
    for (const [type, name, headers] of [
      ['TOKEN', 'authorizer', []],
      ['REQUEST', 'request-authorizer', ['headers', 'multiValueHeaders']],
    ] as const) {
      const stage = stageOf({ type }, () => gateway.returned(policy('Allow')));
      await stage.send('GET /pets/7');
      const sample = API_GATEWAY_EVENTS.find((event) => event.name === name);
      const made = sample?.build(sample.defaults) as Record<string, object>;
      const keys = (event: Record<string, unknown>) =>
        Object.entries(event).map(([key, value]) =>
          headers.some((one) => one === key)
            ? key
            : [key, Object.keys(value as object).filter((k) => Number.isNaN(Number(k)))],
        );
      expect(keys(stage.events[0] ?? {})).toEqual(keys(made));
    }
  });

  it('gives its context to the event of the integration, every value as text', async () => {
    const context = { name: 'Al"ice', number: 7, fraction: 1.5, yes: true, empty: '', ['__proto__']: 'x' };
    const answer = () => {
      stage.now += 5;
      return gateway.returned(policy('Allow', '*', { context }));
    };
    const stage = stageOf({}, answer, { integration: 'AWS_PROXY' });
    const first = JSON.parse((await stage.send('GET /pets')).text);
    expect(first.requestContext.authorizer).toEqual({
      ...{ name: 'Al"ice', number: '7', fraction: '1.5', yes: 'true', empty: '' },
      ...{ principalId: 'alice', integrationLatency: 5, ['__proto__']: 'x' },
    });
  });

  it('gives its context to templates', async () => {
    const answered = policy('Allow', '*', { context: { role: 'keeper', age: 7 } });
    const of = gateway.api(
      {
        '/pets': {
          GET: {
            authorizationType: 'CUSTOM',
            authorizer: 'guard',
            integration: gateway.integration({
              type: 'MOCK',
              responses: [
                gateway.response('200', {
                  responseTemplates: {
                    'application/json': gateway.template(
                      '$context.authorizer.principalId $context.authorizer.role $context.authorizer.age.length()',
                    ),
                  },
                }),
              ],
            }),
          },
        },
      },
      { authorizers: new Map([['guard', authorizerOf()]]) },
    );
    const sent = { ...gateway.request('/pets'), headers: [['Authorization', 'x']] as const };
    const { text } = await gateway.call(of, sent, { invoke: () => gateway.returned(answered) });
    expect(text).toBe('alice keeper 1');
  });

  it('gives the API key of an API whose key source is AUTHORIZER', async () => {
    const key = apiKey('ada');
    const access = { apiKeys: [key], usagePlans: [usagePlan('plan', { keys: ['ada'] })] };
    const guarded = { authorizationType: 'CUSTOM' as const, authorizer: 'guard', apiKeyRequired: true };
    const of = gateway.api(
      { '/pets': { GET: guarded } },
      { authorizers: new Map([['guard', authorizerOf()]]), apiKeySource: 'AUTHORIZER' },
    );
    const status = async (usageIdentifierKey: unknown) => {
      const sent = { ...gateway.request('/pets'), headers: [['Authorization', 'x']] as const };
      const invoke = () => gateway.returned(policy('Allow', '*', { usageIdentifierKey }));
      return (await gateway.call({ ...gateway.deployment(of), access }, sent, { invoke })).reply.status;
    };
    expect(await status(key.value)).toBe(200);
    expect(await status('another-key-of-twenty-characters')).toBe(403);
    expect(await status(undefined)).toBe(403);
    expect(await status(null)).toBe(403);
  });

  it('never lets the line ends of a context value into a header', async () => {
    const answered = policy('Allow', '*', { context: { evil: 'a\r\nSet-Cookie: b=c' } });
    const of = gateway.api(
      {
        '/pets': {
          GET: {
            authorizationType: 'CUSTOM',
            authorizer: 'guard',
            methodResponses: {
              '200': {
                statusCode: '200',
                responseParameters: { 'method.response.header.X-Evil': false },
                responseModels: {},
                source,
              },
            },
            integration: gateway.integration({
              type: 'MOCK',
              responses: [
                gateway.response('200', {
                  responseParameters: { 'method.response.header.X-Evil': 'context.authorizer.evil' },
                }),
              ],
            }),
          },
        },
      },
      { authorizers: new Map([['guard', authorizerOf()]]) },
    );
    const sent = { ...gateway.request('/pets'), headers: [['Authorization', 'x']] as const };
    const { reply } = await gateway.call(of, sent, { invoke: () => gateway.returned(answered) });
    expect(reply.headers.filter(([name, value]) => /[\r\n]/.test(name + value))).toEqual([]);
    expect(reply.headers.filter(([name]) => name.toLowerCase() === 'set-cookie')).toEqual([]);
  });

  it('takes a token of 100 KB', async () => {
    const stage = stageOf({}, () => gateway.returned(policy('Allow')));
    const token = 'x'.repeat(100_000);
    expect((await stage.send('GET /pets', { Authorization: token })).reply.status).toBe(200);
    expect(stage.events[0]?.authorizationToken).toBe(token);
  });

  it('finds its function by a stage variable', async () => {
    const uri = gateway.LAMBDA_URI.replace(':pets/', ':${stageVariables.guard}/');
    const base = gateway.deployment(gateway.api({}));
    const stage = stageOf({ authorizerUri: uri }, () => gateway.returned(policy('Allow')), {
      deployment: { stage: { ...base.stage, variables: { guard: 'guard' } } },
    });
    expect((await stage.send('GET /pets')).reply.status).toBe(200);
    const without = stageOf({ authorizerUri: 'arn:aws:sqs:us-east-1:0:q' }, () => gateway.returned(policy('Allow')));
    expect(seen(await without.send('GET /pets'))).toEqual(NULL_BODY);
  });

  it('that the API does not have lets nobody in', async () => {
    const stage = stageOf({}, () => gateway.returned(policy('Allow')), { api: { authorizers: new Map() } });
    expect(seen(await stage.send('GET /pets'))).toEqual(NULL_BODY);
  });

  it('may allow by conditions and by what is not named', async () => {
    const status = async (statement: object) => {
      const policyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', ...statement }] };
      const stage = stageOf({}, () => gateway.returned({ principalId: 'a', policyDocument }));
      return (await stage.send('GET /pets')).reply.status;
    };
    const Condition = (range: string) => ({ Resource: '*', Condition: { IpAddress: { 'aws:SourceIp': range } } });
    expect(await status(Condition('192.0.2.0/24'))).toBe(200);
    expect(await status(Condition('198.51.100.0/24'))).toBe(403);
    expect(await status({ NotResource: `${ARN}/v1/DELETE/*` })).toBe(200);
    expect(await status({ NotResource: `${ARN}/v1/GET/*` })).toBe(403);
  });

  it('tells the developer which statement decided, and nothing of the token', async () => {
    const stage = stageOf({}, () => gateway.returned(policy('Deny')));
    const { rejection } = await stage.send('GET /pets', { Authorization: 'a-secret-token' });
    expect(rejection?.explanation).toMatchObject({ code: 'gateway-authorizer-denied', source });
    expect(rejection?.explanation.what).toContain('statement 1');
    expect(JSON.stringify(rejection?.explanation)).not.toContain('a-secret-token');
  });

  it('tells the developer of a condition that cannot be judged', async () => {
    const Statement = [
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o' } } },
    ];
    const stage = stageOf({}, () => gateway.returned({ principalId: 'a', policyDocument: { Statement } }));
    const { rejection } = await stage.send('GET /pets');
    expect(rejection?.explanation.what).toContain('the condition key aws:PrincipalOrgID in statement 1');
  });
});

describe('the identity of a Lambda authorizer', () => {
  it.each<[what: string, parts: Partial<Authorizer>, target: string, headers: Record<string, string>, calls: number]>([
    ['a TOKEN without the header', {}, 'GET /pets', {}, 0],
    ['a TOKEN with an empty header', {}, 'GET /pets', { Authorization: '' }, 0],
    ['a TOKEN without the header, nothing kept', { authorizerResultTtlInSeconds: 0 }, 'GET /pets', {}, 0],
    ['a TOKEN whose header is spelt otherwise', {}, 'GET /pets', { aUTHORIZATION: 'x' }, 1],
    [
      'a REQUEST by its path, which can be none',
      { type: 'REQUEST', identitySource: 'method.request.header.Authorization,method.request.path.id' },
      'GET /pets/7',
      { Authorization: 'x' },
      0,
    ],
    ['a TOKEN without identity sources', { identitySource: undefined }, 'GET /pets', { Authorization: 'x' }, 0],
    ['a REQUEST without its header', { type: 'REQUEST' }, 'GET /pets', {}, 0],
    [
      'a REQUEST without its header, nothing kept',
      { type: 'REQUEST', authorizerResultTtlInSeconds: 0 },
      'GET /pets',
      {},
      1,
    ],
    ['a REQUEST without identity sources', { type: 'REQUEST', identitySource: undefined }, 'GET /pets', {}, 1],
    [
      'a REQUEST with one of two',
      { type: 'REQUEST', identitySource: 'method.request.header.A, method.request.querystring.b' },
      'GET /pets',
      { A: '1' },
      0,
    ],
    [
      'a REQUEST with both',
      { type: 'REQUEST', identitySource: 'method.request.header.A, method.request.querystring.b' },
      'GET /pets?b=%20',
      { A: '1' },
      1,
    ],
    [
      'a REQUEST with an empty one',
      { type: 'REQUEST', identitySource: 'method.request.querystring.b' },
      'GET /pets?b=',
      {},
      0,
    ],
    [
      'a REQUEST with a query of another case',
      { type: 'REQUEST', identitySource: 'method.request.querystring.b' },
      'GET /pets?B=1',
      {},
      0,
    ],
    [
      'a REQUEST by its context',
      { type: 'REQUEST', identitySource: 'context.identity.sourceIp,context.httpMethod' },
      'GET /pets',
      {},
      1,
    ],
    [
      'a REQUEST by what its context lacks',
      { type: 'REQUEST', identitySource: 'context.identity.accountId' },
      'GET /pets',
      {},
      0,
    ],
    [
      'a REQUEST by a stage variable that is not there',
      { type: 'REQUEST', identitySource: 'stageVariables.realm' },
      'GET /pets',
      {},
      0,
    ],
  ])('of %s', async (_, parts, target, headers, calls) => {
    const stage = stageOf(parts, () => gateway.returned(policy('Allow')));
    const reply = await stage.send(target, headers);
    expect(stage.calls).toHaveLength(calls);
    if (calls === 0) expect(seen(reply)).toEqual(UNAUTHORIZED);
    else expect(reply.reply.status).toBe(200);
  });

  it('may be a stage variable', async () => {
    const base = gateway.deployment(gateway.api({}));
    const stage = stageOf(
      { type: 'REQUEST', identitySource: 'stageVariables.realm' },
      () => gateway.returned(policy('Allow')),
      {
        deployment: { stage: { ...base.stage, variables: { realm: 'zoo' } } },
      },
    );
    expect((await stage.send('GET /pets', {})).reply.status).toBe(200);
  });

  it.each([
    ['Bearer [a-z]+', 'Bearer abc', true],
    ['Bearer [a-z]+', 'Bearer abc ', false],
    ['[a-z]+', 'Bearer abc', false],
    ['(?i)bearer .*', 'BEARER x', true],
    ['(a+)+$', `${'a'.repeat(5000)}b`, false],
    ['', 'x', true],
  ])('has to match %s as a whole: %s', async (identityValidationExpression, Authorization, matches) => {
    const stage = stageOf({ identityValidationExpression }, () => gateway.returned(policy('Allow')));
    const reply = await stage.send('GET /pets', { Authorization });
    expect(stage.calls).toHaveLength(matches ? 1 : 0);
    if (!matches) expect(seen(reply)).toEqual(UNAUTHORIZED);
  });

  it('lets nobody in by an expression that is none', async () => {
    const stage = stageOf({ identityValidationExpression: '(' }, () => gateway.returned(policy('Allow')));
    expect(seen(await stage.send('GET /pets'))).toEqual(NULL_BODY);
  });
});
