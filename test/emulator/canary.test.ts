import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { patchStage } from '../../emulator/deployments/change-stage.ts';
import { listDeployments } from '../../emulator/deployments/deployment-files.ts';
import { PROMOTION } from '../../emulator/deployments/update-canary.ts';
import type { PatchOperation } from '../../emulator/deployments/update-stage.ts';
import { readProject } from '../../emulator/read-project.ts';
import { save, startEmulator } from '../helpers/emulator.ts';
import { ask, deploy, project, routes, stageOf } from './pinned-project.ts';

const filesOf = (root: string) => readdirSync(join(root, '.offstage/deployments')).sort();

describe('a canary', () => {
  it('gets the newer deployment and its variables, is promoted, and removed', async () => {
    const root = await project();
    const base = await deploy(root);
    await save(root, 'out.vtl', 'two $stageVariables.table $stageVariables.more $context.isCanaryRequest');
    const canary = { percentTraffic: 100, stageVariableOverrides: { table: 'new', more: 'x' } };
    const id = await deploy(root, { canary });
    const { emulator } = await startEmulator({ root, watch: true, pinnedStages: true });
    expect(await ask(emulator)).toBe('two new x true');
    patchStage(await stageOf(root), [{ op: 'replace', path: '/canarySettings/percentTraffic', value: '0' }]);
    await expect.poll(() => ask(emulator)).toBe(`one pets ${base}`);
    expect(patchStage(await stageOf(root), PROMOTION)).toMatchObject({ deploymentId: id });
    await expect.poll(() => ask(emulator)).toBe('two new x false');
    patchStage(await stageOf(root), [{ op: 'remove', path: '/canarySettings' }]);
    await expect.poll(() => ask(emulator)).toBe('two new x ');
    // What routes.json says anew counts more than what was promoted once.
    await save(root, 'routes.json', routes({}, { table: 'written' }));
    await expect.poll(() => ask(emulator)).toBe('two written x ');
  });

  it('takes the place of the one before, and keeps other deployments from the stage', async () => {
    const root = await project();
    await deploy(root);
    await deploy(root, { canary: { percentTraffic: 10, stageVariableOverrides: { table: 'a' } } });
    const second = await deploy(root, { canary: { percentTraffic: 20 } });
    expect((await readProject({ root, pinnedStages: true })).project?.apis[0]?.stages[0]?.canarySettings).toEqual({
      deploymentId: second,
      percentTraffic: 20,
      useStageCache: false,
    });
    const before = filesOf(root);
    await expect(deploy(root)).rejects.toThrow(/has a canary/);
    expect(filesOf(root)).toEqual(before);
  });

  it.each([
    ['a live stage', { canary: { percentTraffic: 10 } }, /is live, and a canary stands beside a deployment/],
    ['more than all requests', { canary: { percentTraffic: 101 } }, /percentTraffic 101/],
    ['a variable that none can be', { canary: { percentTraffic: 1, stageVariableOverrides: { 'a-b': '' } } }, /a-b/],
  ])('is refused for %s, and leaves nothing behind', async (name, input, message) => {
    const root = await project();
    if (name !== 'a live stage') await deploy(root);
    const before = name === 'a live stage' ? [] : filesOf(root);
    await expect(deploy(root, input)).rejects.toThrow(message);
    expect(name === 'a live stage' ? listDeployments(root) : filesOf(root)).toEqual(before);
  });

  it('is refused to be changed where there is none', async () => {
    const root = await project();
    await deploy(root);
    const of = await stageOf(root);
    expect(() => patchStage(of, PROMOTION)).toThrow('The stage v1 has no canary.');
  });

  it('of a document is switched, promoted and taken back by UpdateStage, for this emulator alone', async () => {
    const document = (text: string) => ({
      openapi: '3.0.1',
      info: { title: 'a' },
      paths: {
        '/': {
          get: {
            'x-amazon-apigateway-integration': {
              type: 'mock',
              requestTemplates: { 'application/json': '{"statusCode": 200}' },
              responses: { default: { statusCode: '200', responseTemplates: { 'application/json': text } } },
            },
            responses: { '200': { description: 'ok' } },
          },
        },
      },
    });
    const text = '$stageVariables.a $context.isCanaryRequest';
    const { emulator } = await startEmulator({
      openapi: document(`base ${text}`),
      stage: {
        name: 'v1',
        variables: { a: '1' },
        canary: { percentTraffic: 0, stageVariableOverrides: { a: '2' }, openapi: document(`canary ${text}`) },
      },
    });
    const update = (...patchOperations: PatchOperation[]) => emulator.updateStage({ patchOperations });
    const base = emulator.project.apis[0]?.stages[0]?.deploymentId ?? '';
    expect(await ask(emulator)).toBe('base 1 false');
    await update({ op: 'replace', path: '/canarySettings/percentTraffic', value: '100.0' });
    expect(await ask(emulator)).toBe('canary 2 true');
    await update(...PROMOTION);
    expect(await ask(emulator)).toBe('canary 2 false');
    await update({ op: 'remove', path: '/canarySettings' });
    expect(await ask(emulator)).toBe('canary 2 ');
    await update(
      { op: 'replace', path: '/deploymentId', value: base },
      { op: 'replace', path: '/variables/a', value: '3' },
    );
    expect(await ask(emulator)).toBe('base 3 ');
  });

  it('of a document comes with its options, which are checked', async () => {
    const openapi = { openapi: '3.0.1', info: { title: 'a' }, paths: {} };
    const stage = (canary: object) => ({
      openapi,
      stage: { name: 'v1', canary: { percentTraffic: 1, openapi, ...canary } },
    });
    const { project: read, problems } = await readProject(stage({}));
    const { deploymentId, canarySettings } = read?.apis[0]?.stages[0] ?? {};
    expect(problems).toEqual([]);
    expect(canarySettings).toEqual({
      deploymentId: expect.not.stringMatching(deploymentId ?? ''),
      percentTraffic: 1,
      useStageCache: false,
    });
    await expect(readProject(stage({ percentTraffic: 101 }))).rejects.toThrow(/percentTraffic 101/);
    await expect(readProject(stage({ percentTraffic: Number.NaN }))).rejects.toThrow(/percentTraffic NaN/);
    await expect(readProject(stage({ percentTraffic: '50' }))).rejects.toThrow(/percentTraffic 50/);
    await expect(readProject(stage({ stageVariableOverrides: { 'a b': '' } }))).rejects.toThrow(/a b/);
  });
});
