import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deployStage } from '../../../emulator/deploy/stage/deploy-stage.ts';
import { releaseUsagePlans } from '../../../emulator/deploy/stage/usage-plans.ts';
import { API, type ApiGateway, stageOnAws, startApiGateway } from './api-gateway.ts';
import { deploymentOf } from './project.ts';

let gateway: ApiGateway;
beforeEach(async () => {
  gateway = await startApiGateway();
  gateway.deployments.set('old001', {});
  gateway.stages.set('v1', stageOnAws());
});
afterEach(() => gateway.close());

const STAGES = { v1: {}, prod: {}, test: {} };
const plansOf = (...plans: object[]) => ({
  usagePlans: Object.fromEntries(
    plans.map((plan, i) => [`plan${i}`, { throttle: { rateLimit: 50, burstLimit: 50 }, ...plan }]),
  ),
});
const usagePlanIds = { plan0: 'up0', plan1: 'up1' };
const planPatches = () => gateway.changes().filter(([call]) => call.startsWith('PATCH /usageplans'));
const opened = (id: string) => gateway.plans.get(id)?.apiStages;

describe('the usage plans of a deployed stage', () => {
  it('open it, with its throttles of methods', async () => {
    gateway.plans.set('up0', { name: 'plan0', apiStages: [{ apiId: 'another123', stage: 'v1' }] });
    const throttle = { '/pets/{id}/GET': { rateLimit: 0.5, burstLimit: 2 }, '//GET': { rateLimit: 1, burstLimit: 1 } };
    const plans = plansOf({ apiStages: [{ stage: 'v1', throttle }, { stage: 'prod' }] });
    await deployStage(gateway.aws, await deploymentOf(STAGES, plans, { usagePlanIds }), gateway.report);
    expect(planPatches()).toEqual([
      [
        'PATCH /usageplans/up0',
        {
          patchOperations: [
            { op: 'add', path: '/apiStages', value: `${API}:v1` },
            { op: 'replace', path: `/apiStages/${API}:v1/throttle//pets/{id}/GET/rateLimit`, value: '0.5' },
            { op: 'replace', path: `/apiStages/${API}:v1/throttle//pets/{id}/GET/burstLimit`, value: '2' },
            { op: 'replace', path: `/apiStages/${API}:v1/throttle///GET/rateLimit`, value: '1' },
            { op: 'replace', path: `/apiStages/${API}:v1/throttle///GET/burstLimit`, value: '1' },
          ],
        },
      ],
    ]);
    expect(opened('up0')).toEqual([
      { apiId: 'another123', stage: 'v1' },
      { apiId: API, stage: 'v1', throttle },
    ]);
    expect(gateway.printed()).toContain('usage plan plan0: v1');
  });

  it('are asked for differences only', async () => {
    const before = { '/pets/GET': { rateLimit: 1, burstLimit: 2 }, '/same/GET': { rateLimit: 3, burstLimit: 4 } };
    gateway.plans.set('up0', { name: 'plan0', apiStages: [{ apiId: API, stage: 'v1', throttle: before }] });
    const throttle = { '/pets/GET': { rateLimit: 1, burstLimit: 9 }, '/same/GET': { rateLimit: 3, burstLimit: 4 } };
    const input = await deploymentOf(STAGES, plansOf({ apiStages: [{ stage: 'v1', throttle }] }), { usagePlanIds });
    await deployStage(gateway.aws, input, gateway.report);
    expect(planPatches()).toEqual([
      [
        'PATCH /usageplans/up0',
        {
          patchOperations: [{ op: 'replace', path: `/apiStages/${API}:v1/throttle//pets/GET/burstLimit`, value: '9' }],
        },
      ],
    ]);
    expect(opened('up0')).toEqual([{ apiId: API, stage: 'v1', throttle }]);
    await deployStage(gateway.aws, input, gateway.report);
    expect(planPatches()).toHaveLength(1);
  });

  it('have all throttles of a stage set anew when one of them is gone, or has another spelling of its name', async () => {
    const throttle = { '/pets/GET': { rateLimit: 1, burstLimit: 2 } };
    for (const gone of ['/gone/GET', '~1pets/GET']) {
      const before = { ...throttle, [gone]: { rateLimit: 3, burstLimit: 4 } };
      gateway.plans.set('up0', { name: 'plan0', apiStages: [{ apiId: API, stage: 'v1', throttle: before }] });
      const input = await deploymentOf(STAGES, plansOf({ apiStages: [{ stage: 'v1', throttle }] }), { usagePlanIds });
      await deployStage(gateway.aws, input, gateway.report);
      expect(planPatches().at(-1)?.[1]).toEqual({
        patchOperations: [
          { op: 'remove', path: `/apiStages/${API}:v1/throttle` },
          { op: 'replace', path: `/apiStages/${API}:v1/throttle//pets/GET/rateLimit`, value: '1' },
          { op: 'replace', path: `/apiStages/${API}:v1/throttle//pets/GET/burstLimit`, value: '2' },
        ],
      });
      expect(opened('up0')).toEqual([{ apiId: API, stage: 'v1', throttle }]);
    }
    const none = await deploymentOf(STAGES, plansOf({ apiStages: [{ stage: 'v1' }] }), { usagePlanIds });
    await deployStage(gateway.aws, none, gateway.report);
    expect(planPatches().at(-1)?.[1]).toEqual({
      patchOperations: [{ op: 'remove', path: `/apiStages/${API}:v1/throttle` }],
    });
  });

  it('shut it again, and leave other stages as they are', async () => {
    gateway.stages.set('prod', stageOnAws({ name: 'prod' }));
    const others = { apiId: API, stage: 'prod', throttle: { '/pets/GET': { rateLimit: 8, burstLimit: 8 } } };
    gateway.plans.set('up0', { name: 'plan0', apiStages: [{ apiId: API, stage: 'v1' }, others] });
    const input = await deploymentOf(STAGES, plansOf({ apiStages: [] }), { usagePlanIds });
    await deployStage(gateway.aws, input, gateway.report);
    expect(opened('up0')).toEqual([others]);
  });

  it('get stages back that a change of the stack took from them, of those that are on AWS', async () => {
    gateway.stages.set('prod', stageOnAws({ name: 'prod' }));
    gateway.plans.set('up0', { name: 'plan0', apiStages: [] });
    gateway.plans.set('up1', { name: 'plan1', apiStages: [] });
    const throttle = { '/pets/GET': { rateLimit: 8, burstLimit: 8 } };
    const plans = plansOf(
      { apiStages: [{ stage: 'v1' }, { stage: 'prod', throttle }, { stage: 'test' }] },
      { apiStages: [{ stage: 'test' }] },
    );
    await deployStage(gateway.aws, await deploymentOf(STAGES, plans, { usagePlanIds }), gateway.report);
    expect(opened('up0')).toEqual([
      { apiId: API, stage: 'v1' },
      { apiId: API, stage: 'prod', throttle },
    ]);
    expect(opened('up1')).toEqual([]);
  });

  it('let go of it before another one gets it: a key may be in both, and AWS has one plan for it on a stage', async () => {
    gateway.plans.set('up0', { name: 'plan0', apiStages: [] });
    gateway.plans.set('up1', { name: 'plan1', apiStages: [{ apiId: API, stage: 'v1' }] });
    const plans = plansOf({ apiStages: [{ stage: 'v1' }] }, { apiStages: [] });
    await deployStage(gateway.aws, await deploymentOf(STAGES, plans, { usagePlanIds }), gateway.report);
    expect(planPatches().map(([call]) => call)).toEqual(['PATCH /usageplans/up1', 'PATCH /usageplans/up0']);
  });

  it('say why several of them take so long', async () => {
    gateway.plans.set('up0', { name: 'plan0', apiStages: [] });
    gateway.plans.set('up1', { name: 'plan1', apiStages: [] });
    const plans = plansOf({ apiStages: [{ stage: 'v1' }] }, { apiStages: [{ stage: 'v1' }] });
    await deployStage(gateway.aws, await deploymentOf(STAGES, plans, { usagePlanIds }), gateway.report);
    expect(gateway.printed()).toContain(
      [
        '    2 usage plans change; AWS takes a change of one every 20 seconds',
        '    usage plan plan0: v1',
        '    usage plan plan1: v1',
      ].join('\n'),
    );
  });

  it('are the stack’s own: one that it doesn’t have is told', async () => {
    const given: Record<string, string>[] = [{}, { plan0: '' }];
    for (const ids of given) {
      const plans = plansOf({ apiStages: [{ stage: 'v1' }] });
      const input = await deploymentOf(STAGES, plans, { usagePlanIds: ids });
      await expect(deployStage(gateway.aws, input, gateway.report)).rejects.toThrow(
        "The stage v1 needs the usage plan plan0, which the stack doesn't have.",
      );
    }
    expect(gateway.calls).toEqual([]);
  });
});

describe('releasing usage plans', () => {
  it('takes every stage of the API out of every plan, on all pages of them', async () => {
    const others = { apiId: 'another123', stage: 'v1' };
    gateway.plans.set('up0', { name: 'plan0', apiStages: [{ apiId: API, stage: 'v1' }, others] });
    gateway.plans.set('up1', { name: 'plan1', apiStages: [others] });
    gateway.plans.set('up2', { name: 'plan2', apiStages: [] });
    gateway.plans.set('up3', {
      name: 'plan3',
      apiStages: [
        { apiId: API, stage: 'v1' },
        { apiId: API, stage: 'prod' },
      ],
    });
    expect(await releaseUsagePlans(gateway.aws, API)).toEqual(['plan0', 'plan3']);
    expect(planPatches()).toHaveLength(2);
    expect([opened('up0'), opened('up1'), opened('up3')]).toEqual([[others], [others], []]);
  });
});
