import { describe, expect, it } from 'vitest';
import { functionArn, lambdaIntegrationUri } from '../../../emulator/shared/aws-names.ts';
import { codes, load, loadApi, only } from '../fixture.ts';

const HEADER = 'method.request.header.Authorization';
const TOKEN = { type: 'TOKEN', function: 'hello', identitySource: HEADER };
const REQUEST = { type: 'REQUEST', function: 'hello', identitySource: HEADER };
const POOL = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_AbCdEfGhI';
const COGNITO = { type: 'COGNITO_USER_POOLS', identitySource: HEADER, providerARNs: [POOL] };
const MOCK = { integration: { type: 'MOCK' } };

const USERS = { alice: { accessKeyId: 'LOCALKEYOFALICE00001', secretAccessKey: 's3cret' } };

async function find(authorizer: object, method: object = {}) {
  const resources = { '/': { GET: { ...MOCK, ...method } } };
  return (await load({ authorizers: { guard: authorizer }, iamUsers: USERS, resources })).problems;
}

describe('an authorizer', () => {
  it.each([
    ['with one header', TOKEN],
    [
      'with an expression',
      { ...TOKEN, identityValidationExpression: 'Bearer .++', authorizerResultTtlInSeconds: 3600 },
    ],
    ['with a uri', { ...TOKEN, function: undefined, authorizerUri: lambdaIntegrationUri(functionArn('hello')) }],
    [
      'with several sources',
      {
        ...REQUEST,
        identitySource: `${HEADER}, method.request.querystring.q,context.identity.sourceIp,stageVariables.a`,
      },
    ],
    ['without a source, nothing kept', { ...REQUEST, identitySource: undefined, authorizerResultTtlInSeconds: 0 }],
    ['of a user pool', { ...COGNITO, identityValidationExpression: 'client' }],
    ['of a user pool in a stage variable', { ...COGNITO, providerARNs: ['${stageVariables.pool}'] }],
  ])('%s is taken', async (_, authorizer) => {
    expect(codes(await find(authorizer, { authorizer: 'guard' }))).toEqual([]);
  });

  it.each<[what: string, authorizer: object, says: string]>([
    ['without a function', { ...TOKEN, function: undefined }, 'names no function'],
    [
      'with a function and a uri',
      { ...TOKEN, authorizerUri: lambdaIntegrationUri(functionArn('hello')) },
      'a function and an authorizerUri',
    ],
    [
      'with a uri of something else',
      { ...TOKEN, function: undefined, authorizerUri: 'arn:aws:sqs:a:b:c' },
      'calls no Lambda function: "arn:aws:sqs:a:b:c"',
    ],
    ['with a user pool', { ...TOKEN, providerARNs: [POOL] }, 'which only Cognito authorizers have'],
    ['without a header', { ...TOKEN, identitySource: undefined }, 'has no identity source'],
    ['with two headers', { ...TOKEN, identitySource: `${HEADER},${HEADER}` }, 'takes exactly one header'],
    [
      'with a query as its token',
      { ...TOKEN, identitySource: 'method.request.querystring.token' },
      'takes exactly one header',
    ],
    [
      'with a path parameter',
      { ...REQUEST, identitySource: `${HEADER},method.request.path.id` },
      'is none: "method.request.path.id"',
    ],
    ['that keeps answers without a source', { ...REQUEST, identitySource: undefined }, 'has no identity source'],
    [
      'with an expression for requests',
      { ...REQUEST, identityValidationExpression: 'a' },
      'which only TOKEN and Cognito',
    ],
    [
      'with an expression that is none',
      { ...TOKEN, identityValidationExpression: '(' },
      'no regular expression of Java',
    ],
    ['of Cognito without a pool', { ...COGNITO, providerARNs: undefined }, 'names no user pool'],
    [
      'of Cognito with another ARN',
      { ...COGNITO, providerARNs: ['arn:aws:s3:::a'] },
      'no ARN of a user pool: "arn:aws:s3:::a"',
    ],
    ['of Cognito with a function', { ...COGNITO, function: 'hello' }, 'which only Lambda authorizers have'],
    ['with a TTL over an hour', { ...TOKEN, authorizerResultTtlInSeconds: 3601 }, '3600'],
    ['of an unknown type', { ...TOKEN, type: 'JWT' }, 'TOKEN'],
    ['without a type', { function: 'hello' }, 'type'],
  ])('%s is refused with its line', async (_, authorizer, says) => {
    const { what, remedy, place } = only(await find(authorizer));
    expect(`${what} ${remedy}`.replaceAll(',', '')).toContain(says.replaceAll(',', ''));
    expect(place).not.toBe('');
  });

  it('that names a function which is not there is refused, in each stage', async () => {
    expect(codes(await find({ ...TOKEN, function: 'helo' }))).toEqual(['error config-unknown-function']);
    const uri = lambdaIntegrationUri(functionArn('${stageVariables.fn}'));
    expect(codes(await find({ ...TOKEN, function: undefined, authorizerUri: uri }))).toEqual([
      'error config-stage-variable-unset',
    ]);
  });
});

describe('the authorization of a method', () => {
  it('follows from its authorizer', async () => {
    const api = await loadApi({
      authorizers: { token: TOKEN, pool: COGNITO },
      resources: {
        '/': {
          GET: { ...MOCK, authorizer: 'token' },
          PUT: { ...MOCK, authorizer: 'pool', authorizationScopes: ['pets/read'] },
          POST: { ...MOCK, authorizationType: 'CUSTOM', authorizer: 'token' },
          DELETE: { ...MOCK, authorizationType: 'AWS_IAM' },
          PATCH: MOCK,
        },
      },
    });
    const methods = [...(api.resources[0]?.methods.values() ?? [])];
    expect(
      Object.fromEntries(methods.map((method) => [method.httpMethod, [method.authorizationType, method.authorizer]])),
    ).toEqual({
      GET: ['CUSTOM', 'token'],
      PUT: ['COGNITO_USER_POOLS', 'pool'],
      POST: ['CUSTOM', 'token'],
      DELETE: ['AWS_IAM', undefined],
      PATCH: ['NONE', undefined],
    });
    expect(api.authorizers.get('token')).toMatchObject({
      name: 'token',
      authType: 'custom',
      authorizerUri: lambdaIntegrationUri(functionArn('hello')),
    });
    expect(api.authorizers.get('token')).not.toHaveProperty('function');
  });

  it.each<[method: object, authorizer: object, problem: string, says: string]>([
    [{ authorizer: 'gard' }, TOKEN, 'error config-unknown-authorizer', 'Did you mean "guard"?'],
    [{ authorizationType: 'CUSTOM' }, TOKEN, 'error config-authorization', 'Invalid authorizer ID specified'],
    [{ authorizationType: 'COGNITO_USER_POOLS' }, COGNITO, 'error config-authorization', 'needs an authorizer'],
    [{ authorizationType: 'NONE', authorizer: 'guard' }, TOKEN, 'error config-authorization', 'has no authorizer'],
    [{ authorizationType: 'AWS_IAM', authorizer: 'guard' }, TOKEN, 'error config-authorization', 'has no authorizer'],
    [{ authorizationType: 'CUSTOM', authorizer: 'guard' }, COGNITO, 'error config-authorization', "doesn't fit"],
    [
      { authorizationType: 'COGNITO_USER_POOLS', authorizer: 'guard' },
      TOKEN,
      'error config-authorization',
      "doesn't fit",
    ],
    [{ authorizer: 'guard', authorizationScopes: ['a'] }, TOKEN, 'warning config-authorization', 'has no scopes'],
  ])('%j is told', async (method, authorizer, problem, says) => {
    const problems = await find(authorizer, method);
    expect(codes(problems)).toEqual([problem]);
    const { what, remedy } = only(problems);
    expect(`${what} ${remedy}`).toContain(says);
  });

  it('by IAM is told when nobody has credentials to sign with, once', async () => {
    const iam = { ...MOCK, authorizationType: 'AWS_IAM' };
    const project = { stages: { v1: {} }, resources: { '/': { GET: iam, PUT: iam }, '/pets': { GET: iam } } };
    const { problems } = await load(project);
    expect(codes(problems)).toEqual(['warning config-nobody-signs']);
    expect(only(problems).what).toContain('GET / asks for IAM authorization');
    expect((await load({ ...project, iamUsers: USERS })).problems).toEqual([]);
  });

  it('is not told twice when the authorizer itself is wrong', async () => {
    expect(codes(await find({ type: 'TOKEN', colour: 'red' }, { authorizer: 'guard' }))).not.toContain(
      'error config-unknown-authorizer',
    );
  });
});
