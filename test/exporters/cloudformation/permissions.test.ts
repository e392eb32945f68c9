import { describe, expect, it } from 'vitest';
import { type Exported, exported, ofType, small } from './exported.ts';

const call = (name: string, more: object = {}): object => ({
  integration: { type: 'AWS_PROXY', function: name, ...more },
});
const byUri = (reference: string): object => ({
  integration: {
    type: 'AWS_PROXY',
    httpMethod: 'POST',
    uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${reference}/invocations`,
  },
});

/** Function and caller of each permission. */
function callersOf(template: Exported): string[] {
  return Object.values(ofType(template, 'AWS::Lambda::Permission'))
    .map(({ FunctionName, SourceArn, ...others }) => {
      expect(others).toEqual({ Action: 'lambda:InvokeFunction', Principal: 'apigateway.amazonaws.com' });
      const arn = (SourceArn as { 'Fn::Sub': string })['Fn::Sub'];
      expect(arn).toMatch(
        /^arn:\$\{AWS::Partition\}:execute-api:\$\{AWS::Region\}:\$\{AWS::AccountId\}:\$\{RestApi\}\//,
      );
      return `${Object.values(FunctionName as object)[0]} ${arn.slice(arn.indexOf('${RestApi}/') + 11)}`;
    })
    .sort();
}

describe('the permissions of a template', () => {
  it('let the methods in that call a function, on every stage', async () => {
    const template = await exported({
      ...small,
      functions: { one: {} },
      resources: {
        '/': { GET: call('one') },
        '/pets/{id}': { GET: call('one'), ANY: call('one') },
        '/files/{path+}': { PUT: call('one') },
      },
    });
    expect(callersOf(template)).toEqual([
      'OneFunction */*/pets/*',
      'OneFunction */GET/',
      'OneFunction */GET/pets/*',
      'OneFunction */PUT/files/*',
    ]);
  });

  it('let authorizers in', async () => {
    const template = await exported({
      ...small,
      functions: { keeper: {} },
      authorizers: { door: { type: 'TOKEN', function: 'keeper', identitySource: 'method.request.header.Auth' } },
      resources: { '/pets': { GET: { authorizer: 'door', ...call('keeper') } } },
    });
    expect(callersOf(template)).toEqual(['KeeperFunction */GET/pets', 'KeeperFunction authorizers/*']);
  });

  it('follow stage variables: of all stages, or of the one that is exported', async () => {
    const routes = {
      ...small,
      stages: { v1: { variables: { fn: 'one' } }, beta: { variables: { fn: 'two' } } },
      functions: { one: {}, two: {} },
      resources: { '/pets': { GET: byUri('${stageVariables.fn}') } },
    };
    expect(callersOf(await exported(routes))).toEqual(['OneFunction */GET/pets', 'TwoFunction */GET/pets']);
    expect(callersOf(await exported(routes, { stage: 'beta' }))).toEqual(['TwoFunction */GET/pets']);
  });

  it('are those of the alias that a method calls, which is made', async () => {
    const template = await exported({
      ...small,
      functions: { one: {} },
      resources: { '/pets': { GET: byUri('one:live'), PUT: byUri('one:7'), POST: byUri('one:$LATEST') } },
    });
    const [[id, alias] = []] = Object.entries(ofType(template, 'AWS::Lambda::Alias'));
    expect(alias).toEqual({ FunctionName: { Ref: 'OneFunction' }, FunctionVersion: '$LATEST', Name: 'live' });
    expect(callersOf(template)).toEqual(
      ['${OneFunction.Arn}:7 */PUT/pets', `${id} */GET/pets`, 'OneFunction */POST/pets'].sort(),
    );
    expect(template.notes).toContain("The version 7 of the function one isn't made.");
  });

  it('are one for all methods where the policy of a function has no room for each', async () => {
    const paths = Array.from({ length: 60 }, (_, index) => [`/pets${index}`, { GET: call('one') }]);
    const template = await exported({ ...small, functions: { one: {} }, resources: Object.fromEntries(paths) });
    expect(callersOf(template)).toEqual(['OneFunction *']);
    expect(template.notes.filter((note) => note.includes('too many methods'))).toHaveLength(1);
  });
});

describe('the roles that API Gateway takes on', () => {
  const caller = 'arn:aws:iam::000000000000:role/team/caller';
  const credentialsOf = (template: Exported, method: string): unknown => {
    const body = JSON.parse(template.text).Resources.RestApi.Properties.Body;
    return body.paths['/pets'][method]['x-amazon-apigateway-integration'].credentials;
  };

  it('are made where they call functions alone, and may call these', async () => {
    const template = await exported({
      ...small,
      functions: { one: {}, two: {} },
      resources: { '/pets': { GET: call('one', { credentials: caller }), PUT: call('two', { credentials: caller }) } },
    });
    expect(callersOf(template)).toEqual([]);
    expect(credentialsOf(template, 'get')).toEqual({ 'Fn::GetAtt': ['InvokeRoleOfTeamCaller', 'Arn'] });
    expect(template.resources.InvokeRoleOfTeamCaller?.Properties.Policies).toMatchObject([
      {
        PolicyDocument: {
          Statement: [
            {
              Action: 'lambda:InvokeFunction',
              Resource: [{ 'Fn::GetAtt': ['OneFunction', 'Arn'] }, { 'Fn::GetAtt': ['TwoFunction', 'Arn'] }],
            },
          ],
        },
      },
    ]);
  });

  it('are parameters where they call other services, and said', async () => {
    const uri = 'arn:aws:apigateway:us-east-1:sqs:path/000000000000/ships';
    const queue = { integration: { type: 'AWS', httpMethod: 'POST', uri, credentials: caller } };
    const template = await exported({
      ...small,
      functions: { one: {} },
      serviceEndpoints: { sqs: 'http://127.0.0.1:9324' },
      resources: { '/pets': { GET: call('one', { credentials: caller }), POST: queue } },
    });
    expect(credentialsOf(template, 'post')).toEqual({ Ref: 'RoleArnOfTeamCaller' });
    expect(credentialsOf(template, 'get')).toEqual({ Ref: 'RoleArnOfTeamCaller' });
    expect(template.parameters.RoleArnOfTeamCaller?.Description).toContain('POST /pets');
    expect(template.notes.filter((note) => note.includes('RoleArnOfTeamCaller'))).toHaveLength(1);
  });

  it('are left as they are in a real account, and where it is the client whose they are', async () => {
    const real = 'arn:aws:iam::111122223333:role/caller';
    const template = await exported({
      ...small,
      functions: { one: {} },
      resources: {
        '/pets': {
          GET: call('one', { credentials: real }),
          PUT: call('one', { credentials: 'arn:aws:iam::*:user/*' }),
        },
      },
    });
    expect(credentialsOf(template, 'get')).toBe(real);
    expect(credentialsOf(template, 'put')).toBe('arn:aws:iam::*:user/*');
  });
});

describe('the user pools of authorizers', () => {
  it('are parameters, but for those of a real account', async () => {
    const made = 'arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_Made';
    const real = 'arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_Real';
    const pool = (...providerARNs: string[]): object => ({
      type: 'COGNITO_USER_POOLS',
      identitySource: 'method.request.header.Authorization',
      providerARNs,
    });
    const template = await exported({ ...small, authorizers: { people: pool(made, real), staff: pool(made) } });
    const schemes = JSON.parse(template.text).Resources.RestApi.Properties.Body.components.securitySchemes;
    const poolsOf = (name: string): unknown => schemes[name]['x-amazon-apigateway-authorizer'].providerARNs;
    expect(poolsOf('people')).toEqual([{ Ref: 'UserPoolArnOfPeople' }, real]);
    expect(poolsOf('staff')).toEqual([{ Ref: 'UserPoolArnOfPeople' }]);
    expect(template.parameters.UserPoolArnOfPeople).not.toHaveProperty('Default');
    expect(template.notes.filter((note) => note.includes('us-east-1_Made'))).toHaveLength(1);
  });
});
