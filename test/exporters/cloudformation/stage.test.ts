import { describe, expect, it } from 'vitest';
import { type Exported, exported, exportedOf, ofType, projectOf, small } from './exported.ts';

const stageOf = (template: Exported): unknown => template.resources.Stage?.Properties;
const deploymentOf = (template: Exported): string | undefined =>
  Object.keys(ofType(template, 'AWS::ApiGateway::Deployment'))[0];

describe('the stage of a template', () => {
  it('has its variables and its throttles, on a deployment of the API', async () => {
    const template = await exported(
      {
        ...small,
        resources: { '/': small.resources['/pets'], '/pets/{id}': small.resources['/pets'] },
        stages: {
          v1: {
            description: 'the first',
            variables: { table: 'pets', topic: 'arn:aws:sns:us-east-1:000000000000:t' },
            methodSettings: {
              '*/*': { throttlingRateLimit: 10, throttlingBurstLimit: 5 },
              '/pets/{id}/GET': { throttlingRateLimit: 0.5 },
              '//GET': { throttlingBurstLimit: 0 },
            },
          },
        },
      },
      { stage: 'v1' },
    );
    expect(stageOf(template)).toEqual({
      RestApiId: { Ref: 'RestApi' },
      StageName: 'v1',
      DeploymentId: { Ref: deploymentOf(template) },
      Description: 'the first',
      Variables: {
        table: 'pets',
        topic: { 'Fn::Sub': 'arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:t' },
      },
      MethodSettings: [
        { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 10, ThrottlingBurstLimit: 5 },
        { HttpMethod: 'GET', ResourcePath: '/~1pets~1{id}', ThrottlingRateLimit: 0.5, ThrottlingBurstLimit: 5 },
        { HttpMethod: 'GET', ResourcePath: '/', ThrottlingRateLimit: 10, ThrottlingBurstLimit: 0 },
      ],
    });
  });

  it('has another deployment for another API, and the same for another stage setting', async () => {
    const first = deploymentOf(await exported(small, { stage: 'v1' }));
    expect(first).toMatch(/^Deployment[0-9a-f]{10}$/);
    expect(deploymentOf(await exported({ ...small, corsOnErrors: true }, { stage: 'v1' }))).not.toBe(first);
    const variables = { stages: { v1: { variables: { a: 'b' } } } };
    expect(deploymentOf(await exported({ ...small, ...variables }, { stage: 'v1' }))).toBe(first);
    expect(deploymentOf(await exported({ ...small, functions: { one: {} } }, { stage: 'v1' }))).toBe(first);
  });

  it('has its cache, and what CloudFormation can’t set of it is told', async () => {
    const template = await exported(
      {
        ...small,
        stages: {
          v1: {
            cacheClusterEnabled: true,
            cacheClusterSize: '1.6',
            methodSettings: {
              '/pets/GET': {
                cachingEnabled: true,
                cacheTtlInSeconds: 60,
                cacheDataEncrypted: true,
                requireAuthorizationForCacheControl: false,
              },
            },
          },
        },
      },
      { stage: 'v1' },
    );
    expect(stageOf(template)).toMatchObject({
      CacheClusterEnabled: true,
      CacheClusterSize: '1.6',
      MethodSettings: [{ CachingEnabled: true, CacheTtlInSeconds: 60, CacheDataEncrypted: true }],
    });
    expect(template.text).not.toContain('AuthorizationForCacheControl');
    expect(template.notes.filter((note) => note.includes('requireAuthorizationForCacheControl'))).toHaveLength(1);
  });

  it('has the throttle of the account where none is set, which CloudFormation can’t say', async () => {
    const methodSettings = { '*/*': { throttlingRateLimit: -1, throttlingBurstLimit: -1 } };
    const template = await exported({ ...small, stages: { v1: { methodSettings } } }, { stage: 'v1' });
    expect(stageOf(template)).toMatchObject({
      MethodSettings: [{ ThrottlingRateLimit: 10_000, ThrottlingBurstLimit: 5000 }],
    });
    expect(template.notes.filter((note) => note.includes('(-1)'))).toHaveLength(2);
  });

  it('with an access log has a log group, and the account a role for it unless it has one', async () => {
    const accessLogSettings = { destination: 'access.log', format: '$context.requestId' };
    const template = await exported({ ...small, stages: { v1: { accessLogSettings } } }, { stage: 'v1' });
    expect(stageOf(template)).toMatchObject({
      AccessLogSetting: { DestinationArn: { 'Fn::GetAtt': ['LogGroupOfStage', 'Arn'] }, Format: '$context.requestId' },
    });
    expect(template.resources.Stage).toMatchObject({ DependsOn: 'Account' });
    expect(template.resources.LogGroupOfStage?.Properties.LogGroupName).toEqual({
      'Fn::Sub': '/aws/apigateway/${RestApi}/v1',
    });
    expect(template.resources.Account?.Properties.CloudWatchRoleArn).toEqual({
      'Fn::If': [
        'CloudWatchRoleIsMade',
        { 'Fn::GetAtt': ['RoleForApiGatewayLogs', 'Arn'] },
        { Ref: 'CloudWatchRoleArn' },
      ],
    });
    expect(template.resources.Account).toMatchObject({ DependsOn: 'RestApi', DeletionPolicy: 'Retain' });
    expect(template.resources.RoleForApiGatewayLogs).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
    expect(template.notes.filter((note) => note.includes('access.log'))).toHaveLength(1);
    const without = await exported(small, { stage: 'v1' });
    expect(Object.keys(without.resources)).not.toContain('Account');
  });

  it('has no canary, which is told', async () => {
    const project = await projectOf(small);
    const [api] = project.apis;
    const canarySettings = { deploymentId: 'new123', percentTraffic: 10, useStageCache: false };
    const stages = api?.stages.map((stage) => ({ ...stage, canarySettings })) ?? [];
    const { text, notes } = exportedOf({ ...project, apis: api ? [{ ...api, stages }] : [] }, 'v1');
    expect(text).not.toContain('Canary');
    expect(notes.filter((note) => note.includes('canary of the stage v1'))).toHaveLength(1);
  });
});
