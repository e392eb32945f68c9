import { describe, expect, it } from 'vitest';
import type { Method } from '../../emulator/config/types.ts';
import { type ImportResult, importOpenApi } from '../../emulator/importers/openapi.ts';

const FUNCTION_URI =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:guard/invocations';

const SCHEMES = {
  guard: {
    type: 'apiKey',
    name: 'X-Ticket',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type: 'token',
      authorizerUri: FUNCTION_URI,
      identitySource: '',
      authorizerCredentials: '',
    },
  },
  asker: {
    type: 'apiKey',
    name: 'Unused',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': { type: 'request', authorizerUri: FUNCTION_URI, authorizerResultTtlInSeconds: 0 },
  },
  pool: {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: ['arn:pool'] },
  },
  key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
  iam: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
};

function importGuarded(operation: object, root: object = {}, securitySchemes: object = SCHEMES): Promise<ImportResult> {
  const document = { openapi: '3.0.1', paths: { '/': { get: operation } }, components: { securitySchemes }, ...root };
  return importOpenApi({ document, stages: [] });
}

async function methodOf(operation: object, root?: object): Promise<Method | undefined> {
  return (await importGuarded(operation, root)).api.resources[0]?.methods.get('GET');
}

describe('security schemes', () => {
  it('make authorizers, the unused ones, too', async () => {
    const { api } = await importGuarded({});
    expect([...api.authorizers.values()]).toMatchObject([
      {
        name: 'guard',
        type: 'TOKEN',
        authType: 'custom',
        identitySource: 'method.request.header.X-Ticket',
        authorizerCredentials: undefined,
      },
      { name: 'asker', type: 'REQUEST', identitySource: undefined, authorizerResultTtlInSeconds: 0 },
      {
        name: 'pool',
        type: 'COGNITO_USER_POOLS',
        identitySource: 'method.request.header.Authorization',
        providerARNs: ['arn:pool'],
      },
    ]);
    expect(api.authorizers.get('guard')?.authorizerResultTtlInSeconds).toBeUndefined();
  });

  it.each([
    ['guard', { authorizationType: 'CUSTOM', authorizer: 'guard', apiKeyRequired: false }],
    ['pool', { authorizationType: 'COGNITO_USER_POOLS', authorizer: 'pool' }],
    ['key', { authorizationType: 'NONE', apiKeyRequired: true }],
    ['iam', { authorizationType: 'AWS_IAM', apiKeyRequired: false }],
  ])('%s guards the operation that names it', async (name, expected) => {
    expect(await methodOf({ security: [{ [name]: [] }] })).toMatchObject(expected);
  });

  it('can ask for an authorizer and for a key', async () => {
    const expected = { authorizer: 'guard', apiKeyRequired: true };
    expect(await methodOf({ security: [{ guard: [] }, { key: [] }] })).toMatchObject(expected);
    expect(await methodOf({ security: [{ guard: [], key: [] }] })).toMatchObject(expected);
  });

  it('give scopes only where there are some', async () => {
    expect((await methodOf({ security: [{ pool: ['email'] }] }))?.authorizationScopes).toEqual(['email']);
    expect((await methodOf({ security: [{ pool: [] }] }))?.authorizationScopes).toBeUndefined();
  });

  it('of the document guard each operation that has none of its own; an empty list opens it', async () => {
    const root = { security: [{ guard: [] }] };
    expect((await methodOf({}, root))?.authorizer).toBe('guard');
    expect((await methodOf({ security: [{ pool: [] }] }, root))?.authorizer).toBe('pool');
    expect((await methodOf({ security: [] }, root))?.authorizationType).toBe('NONE');
  });

  it('x-amazon-apigateway-auth asks for IAM', async () => {
    expect((await methodOf({ 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }))?.authorizationType).toBe('AWS_IAM');
  });

  it('with an authtype and no authorizer give a warning, and no method that wants them', async () => {
    const schemes = { half: { type: 'apiKey', name: 'a', in: 'header', 'x-amazon-apigateway-authtype': 'custom' } };
    const { api } = await importGuarded({ security: [{ half: [] }] }, {}, schemes);
    expect(api.resources[0]?.methods.size).toBe(0);
    expect(api.warnings[0]).toContain("Unable to create authorizer from security definition: 'half'.");
  });

  it('that API Gateway has nothing for are told once, and guard nothing', async () => {
    const schemes = { login: { type: 'oauth2', flows: {} } };
    const { api, problems } = await importGuarded(
      { security: [{ login: [] }, { login: [] }, { lost: [] }] },
      {},
      schemes,
    );
    expect(api.resources[0]?.methods.get('GET')?.authorizationType).toBe('NONE');
    expect(problems.map((problem) => problem.explanation.code)).toEqual([
      'import-security-scheme-ignored',
      'import-security-scheme-unknown',
    ]);
    expect(api.warnings).toEqual([]);
  });
});
