import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deployStage } from '../../../emulator/deploy/stage/deploy-stage.ts';
import { describeLag, laggingStages } from '../../../emulator/deploy/stage/lagging-stages.ts';
import { API, type ApiGateway, stageOnAws, startApiGateway } from './api-gateway.ts';
import { deploymentOf, HASH } from './project.ts';

const OTHER = 'fedcba9876543210';

let gateway: ApiGateway;
beforeEach(async () => {
  gateway = await startApiGateway();
  const descriptions = {
    now001: `a remark [offstage ${HASH}]`,
    old001: `[offstage ${OTHER}]`,
    con001: 'made in the console',
    bare01: undefined,
  };
  for (const [id, description] of Object.entries(descriptions)) {
    gateway.deployments.set(id, { ...(description !== undefined && { description }) });
  }
});
afterEach(() => gateway.close());

const place = (name: string, deploymentId: string, canary?: string): void => {
  const canarySettings =
    canary === undefined ? undefined : { deploymentId: canary, percentTraffic: 5, useStageCache: false };
  gateway.stages.set(name, stageOnAws({ name, deploymentId, ...(canarySettings && { canarySettings }) }));
};
const lags = async (contentHash = HASH) =>
  (await laggingStages(gateway.aws, { restApiId: API, contentHash })).map(describeLag);

describe('the stages that lag behind', () => {
  it('are those whose deployment has another hash, or none, on all pages of deployments', async () => {
    place('prod', 'old001');
    place('v1', 'now001');
    place('test', 'con001');
    place('demo', 'bare01');
    expect(await lags()).toEqual([
      'The stage prod serves the API as it was before (deployment old001 of 2025-10-09): offstage deploy --stage prod',
      'The stage test was deployed by something else, and what it serves is unknown (deployment con001 of 2025-10-09): offstage deploy --stage test',
      'The stage demo was deployed by something else, and what it serves is unknown (deployment bare01 of 2025-10-09): offstage deploy --stage demo',
    ]);
  });

  it('are looked at with their canaries', async () => {
    place('both', 'old001', 'old001');
    place('base', 'old001', 'now001');
    place('ahead', 'now001', 'old001');
    place('none', 'now001', 'now001');
    expect(await lags()).toEqual([
      'The stage both serves the API as it was before (deployment old001 of 2025-10-09): offstage deploy --stage both --canary 5',
      'The canary of the stage both serves the API as it was before (deployment old001 of 2025-10-09): offstage deploy --stage both --canary 5',
      'The stage base serves the API as it was before (deployment old001 of 2025-10-09): offstage deploy --stage base --promote',
      'The canary of the stage ahead serves the API as it was before (deployment old001 of 2025-10-09): offstage deploy --stage ahead --canary 5',
    ]);
  });

  it('are none after a deploy, and the others after the next one', async () => {
    place('prod', 'old001');
    gateway.stages.set('v1', stageOnAws());
    const stages = { v1: {}, prod: {} };
    for (const stageName of ['v1', 'prod']) {
      await deployStage(gateway.aws, await deploymentOf(stages, {}, { stageName }), gateway.report);
    }
    expect(await lags()).toEqual([]);
    const options = { contentHash: OTHER };
    await deployStage(gateway.aws, await deploymentOf(stages, {}, { stageName: 'v1', options }), gateway.report);
    expect(await laggingStages(gateway.aws, { restApiId: API, contentHash: OTHER })).toMatchObject([
      { stageName: 'prod', isCanary: false, isUnknown: false, command: 'offstage deploy --stage prod' },
    ]);
  });
});
