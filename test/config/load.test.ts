import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProject } from '../../emulator/config/load.ts';
import { codes, load, only, writeProject } from './fixture.ts';

const PET_RESCUE = {
  'routes.json': {
    $schema: './emulator/config/routes.schema.json',
    name: 'petRescue',
    stages: { v1: { variables: { petsTable: 'pets' } } },
    functions: { allPets: { handler: 'functions/allPets.handler', environment: { TABLE: '${PETS_TABLE}-v1' } } },
    resources: {
      '/pets': { cors: true, GET: { integration: { type: 'AWS', function: 'allPets' } } },
      '/users/{id}/toys': { GET: { integration: { type: 'AWS_PROXY', function: 'allPets' } } },
    },
    site: { root: 'site' },
  },
  'functions/allPets.ts': 'export const handler = async () => ({});',
  'site/index.html': '<h1>Pets</h1>',
};

describe('a project', () => {
  it('is complete after loading', async () => {
    const root = writeProject(PET_RESCUE);
    const { project, problems } = await loadProject({ root, env: { PETS_TABLE: 'pets' } });

    expect(problems).toEqual([]);
    expect(project?.functions.get('allPets')).toEqual({
      name: 'allPets',
      handler: 'functions/allPets.handler',
      root,
      runtime: 'nodejs22.x',
      timeout: 3,
      memorySize: 128,
      environment: { TABLE: 'pets-v1' },
      environmentTexts: { TABLE: '${PETS_TABLE}-v1' },
      source: { file: join(root, 'routes.json'), line: 12, column: 5 },
    });
    expect(project?.site).toMatchObject({
      root: join(root, 'site'),
      indexDocument: 'index.html',
      publicList: false,
      cors: [],
    });
    expect(project?.apis[0]?.stages).toMatchObject([{ name: 'v1', variables: { petsTable: 'pets' } }]);
    expect(project?.inputs).toEqual([join(root, 'routes.json')]);
  });

  it('has the same ids on each start, and another deployment when its content changes', async () => {
    const load = async (version: string) => {
      const routes = { ...PET_RESCUE['routes.json'], version };
      const { project } = await loadProject({
        root: writeProject({ ...PET_RESCUE, 'routes.json': routes }),
        env: { PETS_TABLE: '' },
      });
      return project?.apis[0];
    };
    const [first, again, changed] = [await load('1'), await load('1'), await load('2')];

    expect(first?.id).toMatch(/^[a-z0-9]{10}$/);
    expect(again?.id).toBe(first?.id);
    expect(again?.resources.map(({ id }) => id)).toEqual(first?.resources.map(({ id }) => id));
    expect(again?.stages[0]?.deploymentId).toBe(first?.stages[0]?.deploymentId);
    expect(first?.stages[0]?.deploymentId).toMatch(/^[a-z0-9]{6}$/);
    expect(changed?.id).toBe(first?.id);
    expect(changed?.stages[0]?.deploymentId).not.toBe(first?.stages[0]?.deploymentId);
  });

  it('may be functions and a site without an API', async () => {
    const root = writeProject({ 'routes.json': { functions: { a: { handler: 'a.handler' } } }, 'a.mjs': '' });
    const { project } = await loadProject({ root });
    expect(project?.apis).toEqual([]);
    expect(project?.functions.size).toBe(1);
  });

  it('needs a stage for its resources', async () => {
    const root = writeProject({ 'routes.json': { resources: {} } });
    expect(only((await loadProject({ root })).problems)).toMatchObject({
      code: 'config-no-stage',
      remedy: 'Add "stages": { "v1": {} }; the resource /pets is then at /v1/pets.',
    });
  });

  it('is named after its folder when it has no name', async () => {
    const root = writeProject({ 'shop/routes.json': { stages: { v1: {} } } });
    expect((await loadProject({ root: join(root, 'shop') })).project?.apis[0]?.name).toBe('shop');
  });

  it('loads from an object, with places in the text that it would be written as', async () => {
    const root = writeProject({});
    const { project } = await loadProject({ root, config: { name: 'x', stages: { v1: {} }, resources: { '/': {} } } });
    expect(project?.apis[0]?.resources.map(({ path }) => path)).toEqual(['/']);

    const { problems } = await loadProject({ root, config: { nam: 'x' } });
    expect(only(problems)).toEqual({
      code: 'config-unknown-property',
      place: '2:3',
      what: '"nam" is no property of routes.json.',
      remedy: 'Write "name".',
      detail: '2 |   "nam": "x"\n  |   ^',
    });
    expect(problems[0]?.explanation.source?.file).toBe('<config>');
  });

  it('of the pet rescue in this repository has no problem', async () => {
    const { project, problems } = await loadProject({ root: '.' });
    expect(problems).toEqual([]);
    expect(project?.functions.size).toBe(7);
  });
});

describe('a project that can’t be loaded', () => {
  it('tells everything that is wrong at once, in the order of the file', async () => {
    const { project, problems } = await load({
      nme: 'petRescue',
      stages: { v1: { canary: {} } },
      functions: {
        hello: { handler: 'hello.handler', timeout: '3' },
        gone: { handler: 'gone.handler' },
        wrong: 'wrong.handler',
      },
      resources: {
        '/pets': { get: {}, GET: { integration: { type: 'AWS', function: 'helo' } } },
        '/pets/{id}': { PUT: { integration: { type: 'AWS_PROXY', function: 'wrong' } } },
        '/pets/{petId}': { requestModels: {} },
      },
    });
    expect(project).toBeUndefined();
    expect(codes(problems)).toEqual([
      'error config-not-supported-yet',
      'error config-wrong-type',
      'error config-missing-handler',
      'error config-wrong-type',
      'error config-unknown-property',
      'error config-unknown-method',
      'error config-unknown-function',
      'error config-sibling-variable',
      'error config-unknown-method',
    ]);
  });

  it('watches its files all the same', async () => {
    const { inputs, project } = await load({
      resources: { '/': { GET: { integration: { type: 'MOCK', requestTemplates: { 'a/b': { file: 'gone.vtl' } } } } } },
    });
    expect(project).toBeUndefined();
    expect(inputs.map((file) => file.split(/[\\/]/).at(-1))).toEqual(['routes.json', 'gone.vtl']);
  });

  it('says that there is no routes.json, and which file is near', async () => {
    const root = writeProject({ 'route.json': '{}' });
    const problem = only((await loadProject({ root })).problems);
    expect(problem.what).toBe(`There is no routes.json in ${root}.`);
    expect(problem.remedy).toContain('route.json');
    expect(only((await loadProject({ root: join(root, 'nowhere') })).problems).code).toBe('config-file-missing');
  });

  it('says that routes.json is a folder', async () => {
    const root = writeProject({});
    mkdirSync(join(root, 'routes.json'));
    expect(only((await loadProject({ root })).problems).code).toBe('config-file-unreadable');
  });

  it('takes a byte order mark, which editors on Windows write', async () => {
    const root = writeProject({ 'routes.json': '\uFEFF{ "stages": { "v1": {} } }' });
    expect((await loadProject({ root })).project).toBeDefined();
  });

  it('says what is wrong with an object that is no JSON', async () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const root = writeProject({});
    expect(only((await loadProject({ root, config: circle })).problems).code).toBe('config-not-json');
    expect(only((await loadProject({ root, config: { name: 1n } })).problems).code).toBe('config-not-json');
    expect(only((await loadProject({ root, config: () => 1 })).problems).code).toBe('config-wrong-type');
    expect(only((await loadProject({ root, config: [] })).problems).code).toBe('config-wrong-type');
  });

  it('shows nothing of what a list or an object of the wrong type holds: there may be a secret in it', async () => {
    const root = writeProject({});
    const apiKeys = [{ name: 'dashboard', value: 'a-secret-of-twenty-characters' }];
    const { problems } = await loadProject({ root, config: { name: 'pets', apiKeys } });
    const found = problems.map(({ explanation }) => explanation).find(({ code }) => code === 'config-wrong-type');
    expect(found?.what).toMatch(/^"apiKeys".* is \[…\], a list; it has to be an object \{…\}\.$/);
    expect(JSON.stringify(problems)).not.toContain('a-secret');
  });

  it('never ends in an exception, whatever stands in the place of a part', async () => {
    const root = writeProject(PET_RESCUE);
    const text = readFileSync(join(root, 'routes.json'), 'utf8');
    const strange: readonly unknown[] = [
      null,
      0,
      -1,
      1e99,
      '',
      'x',
      '${',
      '\u0000',
      true,
      [],
      [null],
      {},
      { '': {} },
      { constructor: {} },
      { file: 1 },
    ];
    for (const path of pathsOf(JSON.parse(text))) {
      for (const value of strange) {
        const config = JSON.parse(text);
        replace(config, path, value);
        const { problems } = await loadProject({ root, config });
        for (const { explanation } of problems)
          expect(`${explanation.what} ${explanation.remedy}`).not.toMatch(/undefined|\[object/);
      }
    }
  });

  it('has a place for names that every object knows', async () => {
    const config =
      '{ "stages": { "v1": {} }, "__proto__": {}, "functions": { "constructor": { "handler": "x.y" } }, "resources": { "/": { "GET": { "integration": { "type": "AWS", "function": "toString" } } } } }';
    const { problems } = await loadProject({ root: writeProject({ 'routes.json': config }) });
    expect(codes(problems)).toEqual([
      'error config-unknown-property',
      'error config-missing-handler',
      'error config-unknown-function',
    ]);
  });
});

function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [[key], ...pathsOf(child).map((path) => [key, ...path])]);
}

function replace(value: Record<string, unknown>, [key = '', ...rest]: readonly string[], by: unknown): void {
  if (rest.length === 0) value[key] = by;
  else replace(value[key] as Record<string, unknown>, rest, by);
}

it('a variable that should say where a service is and holds no URL is an error that names it', async () => {
  const root = writeProject({ 'routes.json': { stages: { v1: {} } } });
  const { problems } = await loadProject({ root, env: { AWS_ENDPOINT_URL_S3: 'localhost:4566' } });
  expect(problems.map(({ explanation }) => explanation.what)).toEqual([
    expect.stringContaining('The variable AWS_ENDPOINT_URL_S3'),
  ]);
});
