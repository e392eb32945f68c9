import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createDeployment,
  patchStage,
  type StageOfFiles,
  useDeployment,
} from '../../emulator/deployments/change-stage.ts';
import { listDeployments } from '../../emulator/deployments/deployment-files.ts';
import { PROMOTION } from '../../emulator/deployments/update-canary.ts';
import type { PatchOperation } from '../../emulator/deployments/update-stage.ts';
import type { EmulatorEvent } from '../../emulator/events.ts';
import type { Emulator } from '../../emulator/options.ts';
import { readProject } from '../../emulator/read-project.ts';
import { randomIds, systemClock } from '../../emulator/shared/clock.ts';
import { projectFolder, save, startEmulator } from '../helpers/emulator.ts';

const mock = (file: string) => ({
  integration: {
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': { file } } } },
  },
});
const routes = (resources: object = {}, variables: object = { table: 'pets' }) => ({
  name: 'pets',
  stages: { v1: { variables }, v2: {} },
  models: { Pet: { type: 'object', required: ['name'] } },
  resources: {
    '/': { GET: mock('out.vtl') },
    '/pets': {
      POST: { ...mock('out.vtl'), requestValidator: 'body', requestModels: { 'application/json': 'Pet' } },
    },
    ...resources,
  },
});
const JSON_TYPE = { 'content-type': 'application/json' };
const TEMPLATE = 'one $stageVariables.table $context.deploymentId';

const project = (files: object = {}) =>
  projectFolder({ 'routes.json': routes(), 'out.vtl': TEMPLATE, ...files } as Record<string, unknown>);

async function stageOf(root: string, name = 'v1'): Promise<StageOfFiles> {
  const read = await readProject({ root });
  const api = read.project?.apis[0];
  const stage = api?.stages.find((one) => one.name === name);
  if (!api || !stage) throw new Error(JSON.stringify(read.problems));
  return { root, api, stage };
}

const outside = { clock: systemClock, ids: randomIds };
const deploy = async (root: string, input: Parameters<typeof createDeployment>[1] = {}, stage?: string) =>
  createDeployment(await stageOf(root, stage), input, outside).id;
const ask = async ({ url }: Emulator, path = '/v1/', init?: RequestInit) => (await fetch(url + path, init)).text();
const filesOf = (root: string) => readdirSync(join(root, '.offstage/deployments')).sort();

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
