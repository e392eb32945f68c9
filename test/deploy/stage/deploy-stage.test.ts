import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MethodSettings } from '../../../emulator/config/access.ts';
import { METHOD_DEFAULTS } from '../../../emulator/config/normalize/method-settings.ts';
import { deployStage, previewStage } from '../../../emulator/deploy/stage/deploy-stage.ts';
import { describeStage } from '../../../emulator/deployments/describe-stage.ts';
import { API, type ApiGateway, stageOnAws, startApiGateway } from './api-gateway.ts';
import { deploymentOf, HASH } from './project.ts';

const LOG_GROUP = 'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/apigateway/x/v1';
const OLD = '[offstage 00000000000000ff]';
const DEFAULTS = { ...METHOD_DEFAULTS, metricsEnabled: false, dataTraceEnabled: false, cachingEnabled: false };

let gateway: ApiGateway;
beforeEach(async () => {
  gateway = await startApiGateway();
});
afterEach(() => gateway.close());

/** The stage v1 as it is at the end. */
const v1 = (): Readonly<Record<string, unknown>> | undefined => {
  const { stage, accessLogSettings } = gateway.stages.get('v1') ?? {};
  return stage && { ...describeStage(stage), ...(accessLogSettings && { accessLogSettings }) };
};
const placed = (settings: Parameters<typeof stageOnAws>[0] = {}): void => {
  gateway.deployments.set('old001', { description: OLD });
  gateway.stages.set('v1', stageOnAws(settings));
};
const replace = (path: string, value: string) => ({ op: 'replace', path, value });
const remove = (path: string) => ({ op: 'remove', path });

describe('a deploy to a stage that is not there', () => {
  it('makes it by CreateDeployment and gives it the rest by one UpdateStage', async () => {
    const input = await deploymentOf(
      {
        v1: {
          description: 'the first',
          variables: { table: 'pets', topic: 'arn:aws:sns:us-east-1:000000000000:t' },
          methodSettings: { '/pets/GET': { throttlingRateLimit: 0.5, cachingEnabled: true } },
          cacheClusterEnabled: true,
          cacheClusterSize: '1.6',
          accessLogSettings: { format: '$context.requestId\n' },
        },
      },
      {},
      { options: { accessLogGroupArn: `${LOG_GROUP}:*`, description: 'second try' } },
    );
    expect(await deployStage(gateway.aws, input, gateway.report)).toEqual({ deploymentId: 'new000' });
    const [create, update, ...more] = gateway.changes();
    expect(create).toEqual([
      'POST /deployments',
      {
        description: `second try [offstage ${HASH}]`,
        stageName: 'v1',
        stageDescription: 'the first',
        variables: { table: 'pets', topic: 'arn:aws:sns:eu-central-1:123456789012:t' },
      },
    ]);
    expect(update).toEqual([
      'PATCH /stages/v1',
      {
        patchOperations: [
          replace('/cacheClusterEnabled', 'true'),
          replace('/cacheClusterSize', '1.6'),
          replace('/~1pets/GET/throttling/rateLimit', '0.5'),
          replace('/~1pets/GET/throttling/burstLimit', '5000'),
          replace('/~1pets/GET/caching/enabled', 'true'),
          replace('/~1pets/GET/caching/ttlInSeconds', '300'),
          replace('/~1pets/GET/caching/dataEncrypted', 'false'),
          replace('/~1pets/GET/caching/requireAuthorizationForCacheControl', 'true'),
          replace('/~1pets/GET/caching/unauthorizedCacheControlHeaderStrategy', 'SUCCEED_WITH_RESPONSE_HEADER'),
          replace('/accessLogSettings/destinationArn', LOG_GROUP),
          replace('/accessLogSettings/format', '$context.requestId'),
        ],
      },
    ]);
    expect(more).toEqual([]);
    expect(v1()).toEqual({
      stageName: 'v1',
      deploymentId: 'new000',
      description: 'the first',
      variables: { table: 'pets', topic: 'arn:aws:sns:eu-central-1:123456789012:t' },
      cacheClusterEnabled: true,
      cacheClusterSize: '1.6',
      cacheClusterStatus: 'AVAILABLE',
      methodSettings: { '~1pets/GET': { ...DEFAULTS, throttlingRateLimit: 0.5, cachingEnabled: true } },
      tracingEnabled: false,
      accessLogSettings: { destinationArn: LOG_GROUP, format: '$context.requestId' },
    });
    expect(gateway.printed()).toBe('  ✓ the stage v1 is made, and serves the deployment new000\n');
  });

  it('calls nothing more for a stage without settings', async () => {
    await deployStage(gateway.aws, await deploymentOf({ v1: {} }), gateway.report);
    expect(gateway.changes()).toEqual([['POST /deployments', { description: `[offstage ${HASH}]`, stageName: 'v1' }]]);
  });

  it('tells of variables that are addresses of this machine', async () => {
    await deployStage(
      gateway.aws,
      await deploymentOf({ v1: { variables: { url: 'http://localhost:8080/x' } } }),
      gateway.report,
    );
    expect(gateway.printed()).toContain(
      "! The stage variable url is an address of this machine, which AWS can't reach.",
    );
  });
});

describe('a deploy to a stage that is there', () => {
  it('puts the deployment and all differences on it in one UpdateStage, and removes what is gone', async () => {
    const settings: MethodSettings = { ...METHOD_DEFAULTS, cachingEnabled: false };
    placed({
      description: 'before',
      variables: { same: '1', other: '2', GONE: '3' },
      cacheCluster: { size: '0.5' },
      methodSettings: { '*/*': settings, '//GET': settings, '/pets/{id}/GET': settings },
    });
    Object.assign(gateway.stages.get('v1') ?? {}, { accessLogSettings: { destinationArn: LOG_GROUP, format: 'x' } });
    const input = await deploymentOf({
      v1: {
        variables: { same: '1', other: 'two', more: '4' },
        methodSettings: {
          '*/*': { throttlingBurstLimit: 7 },
          '/pets/GET': {
            unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403',
            requireAuthorizationForCacheControl: false,
          },
        },
      },
    });
    await deployStage(gateway.aws, input, gateway.report);
    expect(gateway.changes()).toEqual([
      ['POST /deployments', { description: `[offstage ${HASH}]` }],
      [
        'PATCH /stages/v1',
        {
          patchOperations: [
            replace('/deploymentId', 'new001'),
            replace('/description', ''),
            replace('/variables/other', 'two'),
            replace('/variables/more', '4'),
            remove('/variables/GONE'),
            replace('/cacheClusterEnabled', 'false'),
            replace('/*/*/throttling/burstLimit', '7'),
            replace('/~1pets/GET/throttling/rateLimit', '10000'),
            replace('/~1pets/GET/throttling/burstLimit', '7'),
            replace('/~1pets/GET/caching/enabled', 'false'),
            replace('/~1pets/GET/caching/ttlInSeconds', '300'),
            replace('/~1pets/GET/caching/dataEncrypted', 'false'),
            replace('/~1pets/GET/caching/requireAuthorizationForCacheControl', 'false'),
            replace('/~1pets/GET/caching/unauthorizedCacheControlHeaderStrategy', 'FAIL_WITH_403'),
            remove('/accessLogSettings'),
          ],
        },
      ],
      ['PATCH /stages/v1', { patchOperations: [remove('/~1/GET'), remove('/~1pets~1{id}/GET')] }],
    ]);
    expect(v1()).toMatchObject({
      deploymentId: 'new001',
      variables: { same: '1', other: 'two', more: '4' },
      cacheClusterEnabled: false,
    });
    expect(v1()).not.toHaveProperty('accessLogSettings');
    expect(gateway.printed()).toContain(
      'changed: description, variable other, variable more, variable GONE (removed), cache cluster, settings of */*, settings of /pets/GET, settings of //GET (removed), settings of /pets/{id}/GET (removed), access log (removed)',
    );
  });

  it('changes nothing but the deployment when the stage is as the files say', async () => {
    const stages = {
      v1: {
        description: 'same',
        variables: { a: '1' },
        methodSettings: { '*/*': { throttlingRateLimit: -1, cachingEnabled: true }, '/pets/GET': {}, '/pets/POST': {} },
        cacheClusterEnabled: true,
        accessLogSettings: { format: '$context.requestId' },
      },
    };
    const input = await deploymentOf(stages, {}, { options: { accessLogGroupArn: LOG_GROUP } });
    await deployStage(gateway.aws, input, gateway.report);
    const made = v1();
    await deployStage(gateway.aws, input, gateway.report);
    expect(gateway.changes().at(-1)).toEqual([
      'PATCH /stages/v1',
      { patchOperations: [replace('/deploymentId', 'new001')] },
    ]);
    expect(v1()).toEqual({ ...made, deploymentId: 'new001' });
    expect(await previewStage(gateway.aws, input)).toEqual([]);
  });

  it('is changed by several UpdateStages where one would be too large for AWS', async () => {
    placed();
    const methods = Array.from({ length: 30 }, (_, index) => [`/pets/${index}/GET`, { throttlingBurstLimit: index }]);
    const input = await deploymentOf({ v1: { methodSettings: Object.fromEntries(methods) } });
    await deployStage(gateway.aws, input, gateway.report);
    const sizes = gateway.changes().flatMap(([call, body]) => {
      const { patchOperations } = body as { readonly patchOperations: readonly object[] };
      return call === 'PATCH /stages/v1' ? patchOperations.length : [];
    });
    expect(sizes).toEqual([80, 80, 51]);
    expect(gateway.changes()[1]?.[1]).toMatchObject({
      patchOperations: expect.arrayContaining([replace('/deploymentId', 'new001')]),
    });
    expect(Object.keys(v1()?.methodSettings ?? {})).toHaveLength(30);
    expect(await previewStage(gateway.aws, input)).toEqual([]);
  });

  it('keeps a deployment that it has when AWS refuses a later part of the change', async () => {
    placed();
    const methods = Array.from({ length: 30 }, (_, index) => [`/pets/${index}/GET`, { throttlingBurstLimit: index }]);
    const input = await deploymentOf({ v1: { methodSettings: Object.fromEntries(methods) } });
    gateway.faults.push(['PATCH /stages/v1', 200, ''], ['PATCH /stages/v1', 400, 'BadRequestException']);
    await expect(deployStage(gateway.aws, input, gateway.report)).rejects.toThrow('A planted fault.');
    expect(v1()).toMatchObject({ deploymentId: 'new001' });
    expect([...gateway.deployments.keys()]).toEqual(['old001', 'new001']);
    await deployStage(gateway.aws, input, gateway.report);
    expect(await previewStage(gateway.aws, input)).toEqual([]);
  });

  it('lets GET alone follow the caching of all methods', async () => {
    placed();
    const methodSettings = { '*/*': { cachingEnabled: true }, '/pets/GET': {}, '/pets/POST': {}, '/pets/ANY': {} };
    await deployStage(gateway.aws, await deploymentOf({ v1: { methodSettings } }), gateway.report);
    expect(v1()?.methodSettings).toMatchObject({
      '*/*': { cachingEnabled: true },
      '~1pets/GET': { cachingEnabled: true },
      '~1pets/POST': { cachingEnabled: false },
      '~1pets/ANY': { cachingEnabled: false },
    });
  });

  it('leaves logs and metrics that somebody turned on, and takes only its own settings back', async () => {
    const logged = { ...METHOD_DEFAULTS, throttlingRateLimit: 3, cachingEnabled: true, loggingLevel: 'INFO' };
    placed({ methodSettings: { '*/*': logged } });
    await deployStage(gateway.aws, await deploymentOf({ v1: {} }), gateway.report);
    expect(v1()?.methodSettings).toEqual({ '*/*': { ...DEFAULTS, loggingLevel: 'INFO' } });
  });

  it('is told beforehand what would change', async () => {
    placed({ variables: { a: '1' } });
    const input = await deploymentOf({ v1: { variables: { a: '2' } }, prod: {} });
    expect(await previewStage(gateway.aws, input)).toEqual(['variable a']);
    const prod = { ...input, stage: { ...input.stage, name: 'prod' } };
    expect(await previewStage(gateway.aws, prod)).toBeUndefined();
    expect(gateway.changes()).toEqual([]);
  });

  it('keeps the stage and takes the deployment away again when AWS refuses the change', async () => {
    placed({ variables: { a: '1' } });
    gateway.faults.push(['PATCH /stages/v1', 400, 'BadRequestException']);
    const deploying = deployStage(gateway.aws, await deploymentOf({ v1: {} }), gateway.report);
    await expect(deploying).rejects.toMatchObject({ name: 'BadRequestException', message: 'A planted fault.' });
    expect(gateway.changes().at(-1)?.[0]).toBe('DELETE /deployments/new001');
    expect(v1()).toMatchObject({ deploymentId: 'old001', variables: { a: '1' } });
  });

  it('tries again while AWS is busy with another change or has had too many calls', async () => {
    placed();
    const waited: number[] = [];
    gateway.faults.push(
      ['POST /deployments', 429, 'TooManyRequestsException'],
      ['POST /deployments', 409, 'ConflictException'],
      ['PATCH /stages/v1', 409, 'ConflictException'],
      ['PATCH /stages/v1', 409, 'ConflictException'],
    );
    await deployStage(gateway.aws, await deploymentOf({ v1: {} }), gateway.report, async (ms) => {
      waited.push(ms);
    });
    expect(waited).toEqual([500, 500, 1000]);
    expect(v1()).toMatchObject({ deploymentId: 'new001' });
  });

  it('gives up when AWS stays busy', async () => {
    placed();
    for (let count = 0; count < 6; count++) gateway.faults.push(['POST /deployments', 409, 'ConflictException']);
    const deploying = deployStage(gateway.aws, await deploymentOf({ v1: {} }), gateway.report, async () => {});
    await expect(deploying).rejects.toMatchObject({ name: 'ConflictException' });
    expect(v1()).toMatchObject({ deploymentId: 'old001' });
  });

  it('refuses a stage that has a canary', async () => {
    placed({ canarySettings: { deploymentId: 'can001', percentTraffic: 10, useStageCache: false } });
    const deploying = deployStage(gateway.aws, await deploymentOf({ v1: {} }), gateway.report);
    await expect(deploying).rejects.toMatchObject({
      explanations: [
        {
          code: 'deploy-beside-canary',
          what: 'The stage v1 has a canary (deployment can001); until it is gone, AWS gives the stage no other deployment.',
          remedy: expect.stringContaining(`update-stage --rest-api-id ${API} --stage-name v1`),
        },
      ],
    });
    expect(gateway.changes()).toEqual([]);
  });
});

describe('a deploy that AWS would refuse', () => {
  it.each([
    [
      'an override',
      { canary: { percentTraffic: 10, stageVariableOverrides: { 'my-table': 'x' } } },
      'Invalid stage variable name: my-table',
    ],
    [
      'an override’s value',
      { canary: { percentTraffic: 10, stageVariableOverrides: { table: '"a"' } } },
      'Invalid stage variable value: "a"',
    ],
    [
      'too many percent',
      { canary: { percentTraffic: 100.5 } },
      'The canary of the stage v1 has the percentTraffic 100.5.',
    ],
    ['no number', { canary: { percentTraffic: Number.NaN } }, 'The canary of the stage v1 has the percentTraffic NaN.'],
    [
      'a long description',
      { description: 'x'.repeat(997) },
      'The description has 997 characters, and AWS has room for 996 of them.',
    ],
  ])('calls nothing: %s', async (_, options, message) => {
    const deploying = deployStage(gateway.aws, await deploymentOf({ v1: {} }, {}, { options }), gateway.report);
    await expect(deploying).rejects.toThrow(message);
    expect(gateway.calls).toEqual([]);
  });

  it('calls nothing for a variable of a stage with other characters', async () => {
    const input = await deploymentOf({ v1: {} });
    const stage = { ...input.stage, variables: { greeting: 'Good day', 'a-b': 'x' } };
    const deploying = deployStage(gateway.aws, { ...input, stage }, gateway.report);
    await expect(deploying).rejects.toMatchObject({
      explanations: [{ code: 'deploy-stage-variable' }, { code: 'deploy-stage-variable' }],
    });
    expect(gateway.calls).toEqual([]);
  });

  it('calls nothing for an API without methods, and for an access log without a log group', async () => {
    const input = await deploymentOf({ v1: { accessLogSettings: { format: '$context.requestId' } } });
    await expect(deployStage(gateway.aws, input, gateway.report)).rejects.toMatchObject({
      explanations: [{ code: 'deploy-without-log-group' }],
    });
    const bare = { ...input, api: { ...input.api, resources: [] } };
    await expect(deployStage(gateway.aws, bare, gateway.report)).rejects.toThrow(
      "The REST API doesn't contain any methods",
    );
    expect(gateway.calls).toEqual([]);
  });

  it('takes a description that just fits', async () => {
    const options = { description: 'x'.repeat(996) };
    await deployStage(gateway.aws, await deploymentOf({ v1: {} }, {}, { options }), gateway.report);
    expect(gateway.deployments.get('new000')?.description).toHaveLength(1024);
  });
});
