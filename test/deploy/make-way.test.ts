import { expect, it, onTestFinished } from 'vitest';
import { makeWay } from '../../emulator/deploy/make-way.ts';
import type { ResourceChange } from '../../emulator/deploy/stack/change-set.ts';
import type { StackState } from '../../emulator/deploy/stack/read-stack.ts';
import { API, startApiGateway } from './stage/api-gateway.ts';

it('lets a usage plan that goes let go of its stages, and leaves every other alone', async () => {
  const gateway = await startApiGateway();
  onTestFinished(() => gateway.close());
  const apiStages = [{ apiId: API, stage: 'v1' }];
  for (const id of ['gone', 'kept', 'changed', 'foreign']) gateway.plans.set(id, { name: id, apiStages });
  const before: StackState = {
    stackName: 'pets',
    stackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/pets/1',
    description: '',
    status: 'UPDATE_COMPLETE',
    outputs: new Map(),
    parameters: new Map(),
    physicalIds: new Map([
      ['RestApi', API],
      ['GoneUsagePlan', 'gone'],
      ['KeptUsagePlan', 'kept'],
      ['ChangedUsagePlan', 'changed'],
    ]),
  };
  const change = (logicalId: string, action: ResourceChange['action']): ResourceChange => ({
    logicalId,
    type: 'AWS::ApiGateway::UsagePlan',
    action,
  });
  const planned = [change('GoneUsagePlan', 'remove'), change('ChangedUsagePlan', 'change'), change('New', 'add')];
  await makeWay(gateway.aws, planned, before, gateway.report);
  const left = [...gateway.plans].map(([id, plan]) => [id, plan.apiStages?.length]);
  expect(left).toEqual([
    ['gone', 0],
    ['kept', 1],
    ['changed', 1],
    ['foreign', 1],
  ]);
});
