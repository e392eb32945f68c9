import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDeployment, useDeployment } from '../../emulator/deployments/change-stage.ts';
import type { EmulatorEvent } from '../../emulator/events.ts';
import { readProject } from '../../emulator/read-project.ts';
import { save, startEmulator } from '../helpers/emulator.ts';
import { ask, deploy, mock, outside, project, routes, stageOf } from './pinned-project.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

type Problem = Extract<EmulatorEvent, { kind: 'problem' }>;
const problem =
  (code: string) =>
  (event: EmulatorEvent): event is Problem =>
    event.kind === 'problem' && event.explanations.some((one) => one.code === code);
const reloads = (events: EmulatorEvent[]) => events.filter(({ kind }) => kind === 'reload').length;

describe('a pinned stage', () => {
  it('serves its deployment whatever happens to the files, while the others and its variables follow them', async () => {
    const root = await project();
    const id = await deploy(root);
    await save(root, 'out.vtl', 'two $stageVariables.table');
    await save(root, 'routes.json', {
      ...routes({ '/new': { GET: mock('out.vtl') } }, { table: 'pets2' }),
      models: { Pet: {} },
    });
    const { emulator, events } = await startEmulator({ root, pinnedStages: true });
    expect(await ask(emulator)).toBe(`one pets2 ${id}`);
    expect(await ask(emulator, '/v2/')).toBe('two ');
    expect(await ask(emulator, '/v1/pets', { method: 'POST', body: '{}', headers: JSON_TYPE })).toBe(
      '{"message":"Invalid request body"}',
    );
    expect(await ask(emulator, '/v1/new')).toBe('{"message":"Missing Authentication Token"}');
    expect(await ask(emulator, '/v2/new')).toBe('two ');
    const refused = events.flatMap((event) =>
      event.kind === 'exchange' ? (event.trace.rejection?.explanation ?? []) : [],
    );
    expect(refused.map(({ code }) => code)).toContain('gateway-not-deployed');
    expect(events.filter(problem('deployment-lags-behind'))).toHaveLength(1);
  });

  it('is exported as deployed, and described and tested as it is in the files', async () => {
    const root = await project();
    await deploy(root);
    await save(root, 'routes.json', routes({ '/new': { GET: mock('out.vtl') } }));
    const { emulator } = await startEmulator({ root, pinnedStages: true });
    expect(Object.keys((emulator.exportApi({ exportType: 'oas30' }).body as { paths: object }).paths)).not.toContain(
      '/new',
    );
    expect(emulator.describeApi().resources.map(({ path }) => path)).toContain('/new');
    expect((await emulator.testInvokeMethod({ resourcePath: '/new', httpMethod: 'GET' })).status).toBe(200);
  });

  it('is live where nobody asks for pinned stages', async () => {
    const root = await project();
    await deploy(root);
    await save(root, 'out.vtl', 'two');
    const { emulator } = await startEmulator({ root });
    expect(await ask(emulator)).toBe('two');
  });

  it('says nothing of lagging behind where only places and functions changed', async () => {
    const root = await project();
    await deploy(root);
    writeFileSync(join(root, 'routes.json'), `\n\n${JSON.stringify(routes())}`);
    const { problems } = await readProject({ root, pinnedStages: true });
    expect(problems).toEqual([]);
  });

  it('of an API that has another name by now is live, which is told', async () => {
    const root = await project();
    await deploy(root);
    await save(root, 'routes.json', { ...routes(), name: 'cats' });
    const { project: read, problems } = await readProject({ root, pinnedStages: true });
    expect(read?.snapshots?.size).toBe(0);
    expect(problems.map(({ explanation }) => explanation.code)).toEqual(['deployment-of-another-api']);
  });
});

describe('a running emulator', () => {
  it('follows what another process deploys and uses', async () => {
    const root = await project();
    const { emulator, events, next } = await startEmulator({ root, watch: true, pinnedStages: true });
    const reloaded = (after: number) =>
      next((event): event is EmulatorEvent => event.kind === 'reload' && reloads(events) > after);
    const live = await ask(emulator);
    let seen = reloads(events);
    const first = await deploy(root);
    await reloaded(seen);
    await expect.poll(() => ask(emulator)).toBe(`one pets ${first}`);
    seen = reloads(events);
    await save(root, 'out.vtl', 'two $context.deploymentId');
    await reloaded(seen);
    const second = await deploy(root);
    await expect.poll(() => ask(emulator)).toBe(`two ${second}`);
    useDeployment(await stageOf(root), first);
    await expect.poll(() => ask(emulator)).toBe(`one pets ${first}`);
    useDeployment(await stageOf(root), 'live');
    await expect.poll(() => ask(emulator)).toMatch(/^two \w{6}$/);
    expect(live).toMatch(/^one pets /);
  });

  it('keeps what it serves when a deployment is corrupted, and says so', async () => {
    const root = await project();
    const id = await deploy(root);
    const { emulator, next } = await startEmulator({ root, watch: true, pinnedStages: true });
    writeFileSync(join(root, `.offstage/deployments/${id}.json`), '{');
    await next(problem('deployment-corrupt'));
    expect(await ask(emulator)).toBe(`one pets ${id}`);
  });

  it('takes UpdateStage with a deployment of the project that is on no stage', async () => {
    const root = await project();
    const first = await deploy(root);
    const second = await deploy(root);
    const { emulator } = await startEmulator({ root, pinnedStages: true });
    const use = (value: string) =>
      emulator.updateStage({ patchOperations: [{ op: 'replace', path: '/deploymentId', value }] });
    expect(await ask(emulator)).toBe(`one pets ${second}`);
    expect(await use(first)).toMatchObject({ deploymentId: first });
    expect(await ask(emulator)).toBe(`one pets ${first}`);
    await use(second);
    for (const id of ['abcdef', '../../x', '']) {
      await expect(use(id)).rejects.toMatchObject({ name: 'BadRequestException', statusCode: 400 });
    }
    expect(await ask(emulator)).toBe(`one pets ${second}`);
    const stageName = 'v9';
    await expect(emulator.updateStage({ stageName, patchOperations: [] })).rejects.toMatchObject({
      name: 'NotFoundException',
      message: 'Invalid Stage identifier specified',
    });
  });
});

describe('bad luck', () => {
  it.each([
    ['no JSON', '{', 'it is no JSON'],
    ['changed', undefined, 'it was changed after it was made'],
    ['of another version', '{"form":2}', 'another version of Offstage made it'],
    ['empty', '', 'it is no JSON'],
    ['null', 'null', /./],
  ])('a snapshot that is %s is one error that names it, and another deployment mends it', async (_, text, reason) => {
    const root = await project();
    const id = await deploy(root);
    const file = join(root, `.offstage/deployments/${id}.json`);
    writeFileSync(file, text ?? readFileSync(file, 'utf8').replace('"petsTable"', '"x"').replace('"GET"', '"PUT"'));
    const { project: read, problems } = await readProject({ root, pinnedStages: true });
    expect(read).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.explanation).toMatchObject({ code: 'deployment-corrupt', what: expect.stringContaining(file) });
    if (typeof reason === 'string') expect(problems[0]?.explanation.what).toContain(reason);
    const of = await stageOf(root);
    expect(() => useDeployment(of, id)).toThrow(/can't be used/);
    await deploy(root);
    expect((await readProject({ root, pinnedStages: true })).project).toBeDefined();
  });

  it('a snapshot that is gone is one error', async () => {
    const root = await project();
    const id = await deploy(root);
    rmSync(join(root, `.offstage/deployments/${id}.json`));
    const { problems } = await readProject({ root, pinnedStages: true });
    expect(problems.map(({ explanation }) => explanation.what)).toEqual([expect.stringContaining('it is not there')]);
  });

  it.each([
    '{',
    '[]',
    '{"a/v1":{}}',
    '{"a/v1":{"deploymentId":"../../x"}}',
    '{"a/v1":{"deploymentId":"abcdef","canarySettings":{"percentTraffic":200}}}',
  ])('a list of stages that says %s is one error, and the one before counts once it is removed', async (text) => {
    const root = await project();
    const id = await deploy(root);
    const file = join(root, '.offstage/deployments/stages.2.json');
    writeFileSync(file, text);
    const { project: read, problems, inputs } = await readProject({ root, pinnedStages: true });
    expect(read).toBeUndefined();
    expect(problems.map(({ explanation }) => explanation.what)).toEqual([expect.stringContaining(file)]);
    expect(inputs).toContain(file);
    await expect(deploy(root)).rejects.toThrow(file);
    rmSync(file);
    const after = await readProject({ root, pinnedStages: true });
    expect(after.project?.apis[0]?.stages[0]?.deploymentId).toBe(id);
  });

  it('a folder that is none is one error, and no stage changes', async () => {
    const root = await project({ '.offstage': 'a file' });
    await expect(deploy(root)).rejects.toMatchObject({
      explanations: [{ code: expect.stringMatching(/^deployment-un(readable|writable)$/) }],
    });
  });

  it('a folder that nothing can be written to is one error, and no stage changes', async () => {
    const root = await project();
    // Root may write anywhere: a folder in the place of a file stops everybody.
    mkdirSync(join(root, '.offstage/.gitignore'), { recursive: true });
    await expect(deploy(root)).rejects.toMatchObject({
      explanations: [{ code: 'deployment-unwritable', what: expect.stringContaining('No stage has changed.') }],
    });
    expect((await readProject({ root, pinnedStages: true })).problems).toEqual([]);
  });

  it('an API without methods, or a method without integration, is not deployed', async () => {
    const root = await project();
    const of = await stageOf(root);
    const bare = { ...of.api, resources: of.api.resources.map((one) => ({ ...one, methods: new Map() })) };
    expect(() => createDeployment({ ...of, api: bare }, {}, outside)).toThrow(
      "The REST API doesn't contain any methods",
    );
    const without = of.api.resources.map((one) => ({
      ...one,
      methods: new Map([...one.methods].map(([name, { integration: _, ...method }]) => [name, method])),
    }));
    expect(() => createDeployment({ ...of, api: { ...of.api, resources: without } }, {}, outside)).toThrow(
      'No integration defined for method',
    );
  });

  it('an unknown deployment is refused with the nearest one', async () => {
    const root = await project();
    const id = await deploy(root);
    const of = await stageOf(root);
    expect(() => useDeployment(of, `${id.slice(0, 5)}-`)).toThrow(/The API has no deployment/);
    expect(() => useDeployment(of, '../../routes')).toThrow(/The API has no deployment/);
  });
});
