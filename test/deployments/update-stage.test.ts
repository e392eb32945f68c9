import { describe, expect, it } from 'vitest';
import type { Stage } from '../../emulator/config/types.ts';
import { describeStage } from '../../emulator/deployments/describe-stage.ts';
import { PROMOTION } from '../../emulator/deployments/update-canary.ts';
import { type PatchOperation, updateStage } from '../../emulator/deployments/update-stage.ts';

const source = { file: 'routes.json', line: 1, column: 1 };
const stage: Stage = { name: 'dev', deploymentId: 'base01', variables: { testVar: 'default' }, source };
const canary: Stage = {
  ...stage,
  canarySettings: {
    deploymentId: 'cana01',
    percentTraffic: 50,
    stageVariableOverrides: { testVar: 'canary', more: 'canary' },
    useStageCache: false,
  },
};
const update = (of: Stage, ...operations: PatchOperation[]): Stage =>
  updateStage(of, operations, (id) => ['base01', 'cana01', 'other1'].includes(id));
const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });

describe('UpdateStage of a canary', () => {
  it('changes its traffic and leaves the rest', () => {
    expect(describeStage(update(canary, replace('/canarySettings/percentTraffic', '100.0')))).toEqual({
      stageName: 'dev',
      deploymentId: 'base01',
      cacheClusterEnabled: false,
      cacheClusterStatus: 'NOT_AVAILABLE',
      methodSettings: {},
      variables: { testVar: 'default' },
      tracingEnabled: false,
      canarySettings: { ...canary.canarySettings, percentTraffic: 100 },
    });
  });

  it('makes one of a deployment alone, without traffic and overrides', () => {
    expect(update(stage, replace('/canarySettings/deploymentId', 'other1')).canarySettings).toEqual({
      deploymentId: 'other1',
      percentTraffic: 0,
      useStageCache: false,
    });
  });

  it("makes one of a percentage alone, with the stage's deployment", () => {
    expect(update(stage, replace('/canarySettings/percentTraffic', '50')).canarySettings).toEqual({
      deploymentId: 'base01',
      percentTraffic: 50,
      useStageCache: false,
    });
  });

  it('edits one override, and the use of the cache, where a boolean that is none is false', () => {
    const path = '/canarySettings/stageVariableOverrides/testVar';
    const { canarySettings } = update(
      canary,
      replace(path, 'updated'),
      replace('/canarySettings/useStageCache', 'TRUE'),
    );
    expect(canarySettings).toMatchObject({
      stageVariableOverrides: { testVar: 'updated', more: 'canary' },
      useStageCache: true,
    });
    expect(update(canary, replace('/canarySettings/useStageCache', 'yes')).canarySettings?.useStageCache).toBe(false);
  });

  it('removes it', () => {
    expect(describeStage(update(canary, { op: 'remove', path: '/canarySettings' }))).not.toHaveProperty(
      'canarySettings',
    );
  });

  it('promotes it: deployment, variables added to the stage’s, no traffic; the canary stays', () => {
    expect(update(canary, ...PROMOTION)).toMatchObject({
      deploymentId: 'cana01',
      variables: { testVar: 'canary', more: 'canary' },
      canarySettings: { deploymentId: 'cana01', percentTraffic: 0 },
    });
  });

  it('promotes what an operation before made, as on AWS', () => {
    const promoted = update(stage, ...PROMOTION);
    expect(promoted).toMatchObject({ deploymentId: 'base01', variables: stage.variables });
    expect(promoted.canarySettings).toEqual({ deploymentId: 'base01', percentTraffic: 0, useStageCache: false });
  });
});

const VALID =
  '[/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled]';
const COPY =
  'Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]';

const REFUSED: [of: string, stage: Stage, operation: PatchOperation, message: string][] = [
  ['an unknown deployment', stage, replace('/deploymentId', 'deploy'), 'Deployment id does not exist'],
  [
    "a canary's unknown deployment",
    stage,
    replace('/canarySettings/deploymentId', 'deploy'),
    'Deployment id does not exist',
  ],
  [
    'add instead of replace',
    stage,
    { op: 'add', path: '/canarySettings/deploymentId', value: 'other1' },
    'Invalid add operation with path: /canarySettings/deploymentId',
  ],
  [
    'a copy in the wrong direction',
    canary,
    { op: 'copy', path: '/canarySettings/stageVariableOverrides', from: '/variables' },
    `Invalid copy operation with path: /canarySettings/stageVariableOverrides and from /variables. ${COPY}`,
  ],
  [
    'a promotion without a canary',
    stage,
    { op: 'copy', path: '/variables', from: '/canarySettings/stageVariableOverrides' },
    'Promotion not available. Canary does not exist.',
  ],
  [
    'the removal of all overrides',
    canary,
    { op: 'remove', path: '/canarySettings/stageVariableOverrides' },
    'Cannot remove method setting canarySettings/stageVariableOverrides because there is no method setting for this method ',
  ],
  [
    'the removal of method settings that are not there',
    stage,
    { op: 'remove', path: '/*/*' },
    'Cannot remove method setting */* because there is no method setting for this method ',
  ],
  [
    'the canary as a whole',
    canary,
    replace('/canarySettings', 'test'),
    `Invalid method setting path: /canarySettings. Must be one of: ${VALID}`,
  ],
  [
    'a path that is none of a canary',
    canary,
    replace('/canarySettings/badPath', 'x'),
    `Invalid method setting path: /canarySettings/badPath. Must be one of: ${VALID}`,
  ],
  ['a path that is none', stage, replace('/nope', 'x'), `Invalid method setting path: /nope. Must be one of: ${VALID}`],
  ['an empty access log', stage, replace('/accessLogSettings/format', ''), 'Access Log value must not be empty'],
];

describe('UpdateStage', () => {
  it.each(REFUSED)('refuses %s in AWS’s words', (_, of, operation, message) => {
    const call = () => update(of, operation);
    expect(call).toThrow(expect.objectContaining({ name: 'BadRequestException', statusCode: 400, message }));
  });

  it.each(['-1', '100.1', '', 'x', 'NaN', 'Infinity'])('refuses the percentage %j', (value) => {
    expect(() => update(canary, replace('/canarySettings/percentTraffic', value))).toThrow(
      expect.objectContaining({ name: 'BadRequestException' }),
    );
  });

  it('takes all operations or none', () => {
    const before = structuredClone(canary);
    expect(() => update(canary, replace('/canarySettings/percentTraffic', '1'), replace('/nope', ''))).toThrow();
    expect(canary).toEqual(before);
  });

  it('changes the deployment, the description, variables and the cache', () => {
    const updated = update(
      stage,
      replace('/deploymentId', 'other1'),
      replace('/description', 'a remark'),
      { op: 'add', path: '/variables/url', value: 'example.com:80/?a=b' },
      { op: 'remove', path: '/variables/testVar' },
      replace('/cacheClusterEnabled', 'true'),
      replace('/cacheClusterSize', '1.6'),
    );
    expect(describeStage(updated)).toMatchObject({
      deploymentId: 'other1',
      description: 'a remark',
      variables: { url: 'example.com:80/?a=b' },
      cacheClusterEnabled: true,
      cacheClusterSize: '1.6',
      cacheClusterStatus: 'AVAILABLE',
    });
    const without = describeStage(update(updated, replace('/cacheClusterEnabled', 'false')));
    expect(without).toMatchObject({ cacheClusterEnabled: false, cacheClusterStatus: 'NOT_AVAILABLE' });
  });

  it.each([
    ['/variables/bad name', 'x'],
    ['/variables/a', '<script>'],
    ['/canarySettings/stageVariableOverrides/bad-name', 'x'],
    ['/canarySettings/stageVariableOverrides/a', '"'],
  ])('refuses %s with the value %s', (path, value) => {
    expect(() => update(canary, replace(path, value))).toThrow(
      expect.objectContaining({
        name: 'BadRequestException',
        message: expect.stringContaining('Invalid stage variable'),
      }),
    );
  });

  it('sets what a method has, beginning with what all methods have, and removes it', () => {
    const set = update(
      stage,
      replace('/*/*/throttling/rateLimit', '10.5'),
      replace('/~1pets~1{id}/GET/throttling/burstLimit', '3'),
      replace('/~1pets~1{id}/GET/caching/enabled', 'true'),
      replace('/~1pets~1{id}/GET/caching/ttlInSeconds', '60'),
      replace('/~1pets~1{id}/GET/caching/unauthorizedCacheControlHeaderStrategy', 'FAIL_WITH_403'),
    );
    expect(set.methodSettings?.['/pets/{id}/GET']).toMatchObject({ throttlingBurstLimit: 3, cachingEnabled: true });
    expect(describeStage(set).methodSettings).toEqual({
      '*/*': {
        metricsEnabled: false,
        dataTraceEnabled: false,
        cachingEnabled: false,
        throttlingRateLimit: 10.5,
        throttlingBurstLimit: 5000,
        cacheTtlInSeconds: 300,
        cacheDataEncrypted: false,
        requireAuthorizationForCacheControl: true,
        unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
      },
      '~1pets~1{id}/GET': {
        metricsEnabled: false,
        dataTraceEnabled: false,
        cachingEnabled: true,
        throttlingRateLimit: 10.5,
        throttlingBurstLimit: 3,
        cacheTtlInSeconds: 60,
        cacheDataEncrypted: false,
        requireAuthorizationForCacheControl: true,
        unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403',
      },
    });
    const removed = update(set, { op: 'remove', path: '/*/*' }, { op: 'remove', path: '/~1pets~1{id}/GET' });
    expect(removed.methodSettings).toEqual({});
  });

  it.each([
    ['/*/*/throttling/rateLimit', '-2'],
    ['/*/*/throttling/burstLimit', '1.5'],
    ['/*/*/caching/ttlInSeconds', '3601'],
    ['/*/*/caching/unauthorizedCacheControlHeaderStrategy', 'SUCCEED'],
  ])('refuses %s with the value %s', (path, value) => {
    expect(() => update(stage, replace(path, value))).toThrow(`Invalid value for ${path}: ${value}`);
  });

  it.each(['/*/*/logging/loglevel', '/~1pets/GET/metrics/enabled', '/tracingEnabled', '/clientCertificateId'])(
    'says that %s has no effect here',
    (path) => {
      expect(() => update(stage, replace(path, 'true'))).toThrow(
        `UpdateStage of ${path} has no effect in Offstage, so it is refused.`,
      );
    },
  );
});
