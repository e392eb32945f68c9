import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CanarySettings } from '../../../emulator/config/types.ts';
import { checkStageOnAws } from '../../../emulator/deploy/stage/check-stage.ts';
import { deployStage } from '../../../emulator/deploy/stage/deploy-stage.ts';
import { promoteCanary } from '../../../emulator/deploy/stage/promote-canary.ts';
import { API, type ApiGateway, stageOnAws, startApiGateway } from './api-gateway.ts';
import { deploymentOf, HASH } from './project.ts';

let gateway: ApiGateway;
beforeEach(async () => {
  gateway = await startApiGateway();
  gateway.deployments.set('old001', {});
});
afterEach(() => gateway.close());

const CANARY: CanarySettings = { deploymentId: 'can001', percentTraffic: 10, useStageCache: false };
const placed = (settings: Parameters<typeof stageOnAws>[0]): void => {
  gateway.stages.set('v1', stageOnAws(settings));
};
const v1 = () => gateway.stages.get('v1')?.stage;

describe('a canary', () => {
  it('is made by CreateDeployment alone, with the variables of the files that the stage has otherwise', async () => {
    placed({ variables: { same: '1', other: '2', gone: '3' } });
    const canary = { percentTraffic: 12.5, stageVariableOverrides: { other: 'given' }, useStageCache: true };
    const input = await deploymentOf(
      {
        v1: {
          description: 'new',
          variables: { same: '1', other: 'two', more: '4' },
          methodSettings: { '*/*': { throttlingBurstLimit: 7 } },
        },
      },
      {},
      { options: { canary } },
    );
    expect(await deployStage(gateway.aws, input, gateway.report)).toEqual({ deploymentId: 'new001' });
    expect(gateway.changes()).toEqual([
      [
        'POST /deployments',
        {
          stageName: 'v1',
          description: `[offstage ${HASH}]`,
          canarySettings: {
            percentTraffic: 12.5,
            stageVariableOverrides: { other: 'given', more: '4' },
            useStageCache: true,
          },
        },
      ],
    ]);
    expect(v1()).toMatchObject({ deploymentId: 'old001', variables: { same: '1', other: '2', gone: '3' } });
    expect(gateway.printed()).toBe(
      [
        '  ✓ the deployment new001 is the canary of the stage v1: it gets 12.5 % of the requests',
        '    its own variables: other, more',
        '    unchanged until a deploy without --canary: description, variable gone (removed), settings of */*',
        '',
      ].join('\n'),
    );
  });

  it('takes the place of the one before', async () => {
    placed({ canarySettings: CANARY });
    const input = await deploymentOf({ v1: {} }, {}, { options: { canary: { percentTraffic: 5 } } });
    await deployStage(gateway.aws, input, gateway.report);
    expect(v1()?.canarySettings).toMatchObject({ deploymentId: 'new001', percentTraffic: 5, useStageCache: false });
    expect(gateway.printed()).toContain('it gets 5 % of the requests, in the place of can001');
  });

  it('is refused without a stage before anything is changed', async () => {
    const input = await deploymentOf({ v1: {} }, {}, { options: { canary: { percentTraffic: 5 } } });
    const refusal = {
      explanations: [
        {
          code: 'deploy-canary-without-stage',
          what: 'There is no stage v1 on AWS, and a canary gets a share of the requests of a stage that is there.',
          remedy: 'Deploy the stage first: `offstage deploy --stage v1`.',
        },
      ],
    };
    await expect(deployStage(gateway.aws, input, gateway.report)).rejects.toMatchObject(refusal);
    const asked = { stageName: 'v1', isCanary: true };
    await expect(checkStageOnAws(gateway.aws, { ...asked, restApiId: API })).rejects.toMatchObject(refusal);
    await expect(checkStageOnAws(gateway.aws, { ...asked, restApiId: undefined })).rejects.toMatchObject(refusal);
    expect(gateway.changes()).toEqual([]);
  });

  it('may be looked for before the stack is changed', async () => {
    placed({ canarySettings: CANARY });
    const asked = { restApiId: API, stageName: 'v1' };
    await checkStageOnAws(gateway.aws, { ...asked, isCanary: true });
    await checkStageOnAws(gateway.aws, { ...asked, stageName: 'new', isCanary: false });
    await expect(checkStageOnAws(gateway.aws, { ...asked, isCanary: false })).rejects.toMatchObject({
      explanations: [{ code: 'deploy-beside-canary' }],
    });
  });
});

describe('a promotion', () => {
  it('runs in the recorded order of operations, then removes the canary', async () => {
    placed({ variables: { a: '1' }, canarySettings: { ...CANARY, stageVariableOverrides: { a: '2', b: '3' } } });
    const promoted = await promoteCanary(gateway.aws, { restApiId: API, stageName: 'v1' }, gateway.report);
    expect(promoted).toEqual({ deploymentId: 'can001' });
    expect(gateway.changes()).toEqual([
      [
        'PATCH /stages/v1',
        {
          patchOperations: [
            { op: 'replace', path: '/canarySettings/percentTraffic', value: '0.0' },
            { op: 'copy', path: '/deploymentId', from: '/canarySettings/deploymentId' },
            { op: 'copy', path: '/variables', from: '/canarySettings/stageVariableOverrides' },
          ],
        },
      ],
      ['PATCH /stages/v1', { patchOperations: [{ op: 'remove', path: '/canarySettings' }] }],
    ]);
    expect(v1()).toMatchObject({ deploymentId: 'can001', variables: { a: '2', b: '3' } });
    expect(v1()).not.toHaveProperty('canarySettings');
    expect(gateway.printed()).toContain("the canary that are the stage's now: a=2, b=3");
  });

  it('copies no variables where the canary has none of its own', async () => {
    placed({ variables: { a: '1' }, canarySettings: CANARY });
    await promoteCanary(gateway.aws, { restApiId: API, stageName: 'v1' }, gateway.report);
    expect(gateway.changes()[0]?.[1]).toMatchObject({
      patchOperations: [{ op: 'replace' }, { path: '/deploymentId' }],
    });
    expect(v1()).toMatchObject({ deploymentId: 'can001', variables: { a: '1' } });
    expect(gateway.printed()).toBe('  ✓ the stage v1 serves the deployment of its canary, can001\n');
  });

  it('is refused without a canary, and without a stage', async () => {
    placed({});
    const promote = (stageName: string) => promoteCanary(gateway.aws, { restApiId: API, stageName }, gateway.report);
    await expect(promote('v1')).rejects.toMatchObject({
      explanations: [
        {
          what: 'The stage v1 has no canary on AWS: there is nothing to promote.',
          remedy: 'Make one with `offstage deploy --stage v1 --canary 10`.',
        },
      ],
    });
    await expect(promote('v2')).rejects.toMatchObject({
      explanations: [{ what: 'There is no stage v2 on AWS, only v1.', remedy: 'Did you mean v1?' }],
    });
    gateway.stages.clear();
    await expect(promote('v2')).rejects.toThrow('There is no stage v2 on AWS: nothing is deployed yet.');
    expect(gateway.changes()).toEqual([]);
  });

  it('says so when the canary stays, and goes on when it is run again', async () => {
    placed({ canarySettings: CANARY });
    gateway.faults.push(['PATCH /stages/v1', 200, ''], ['PATCH /stages/v1', 400, 'BadRequestException']);
    const promote = () => promoteCanary(gateway.aws, { restApiId: API, stageName: 'v1' }, gateway.report);
    await expect(promote()).rejects.toMatchObject({
      explanations: [
        {
          code: 'deploy-canary-left',
          what: expect.stringContaining('could not be removed: A planted fault.'),
          remedy: 'Run `offstage deploy --stage v1 --promote` again.',
        },
      ],
    });
    expect(v1()).toMatchObject({ deploymentId: 'can001', canarySettings: { percentTraffic: 0 } });
    await promote();
    expect(v1()).toMatchObject({ deploymentId: 'can001' });
    expect(v1()).not.toHaveProperty('canarySettings');
  });

  it('waits while AWS is busy with another change', async () => {
    placed({ canarySettings: CANARY });
    gateway.faults.push(['PATCH /stages/v1', 409, 'ConflictException']);
    const waited: number[] = [];
    await promoteCanary(gateway.aws, { restApiId: API, stageName: 'v1' }, gateway.report, async (ms) => {
      waited.push(ms);
    });
    expect(waited).toEqual([500]);
    expect(v1()).toMatchObject({ deploymentId: 'can001' });
  });
});
