import { createDeployment, type StageOfFiles } from '../../emulator/deployments/change-stage.ts';
import type { Emulator } from '../../emulator/options.ts';
import { readProject } from '../../emulator/read-project.ts';
import { randomIds, systemClock } from '../../emulator/shared/clock.ts';
import { projectFolder } from '../helpers/emulator.ts';

export const mock = (file: string): object => ({
  integration: {
    type: 'MOCK',
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    responses: { default: { statusCode: '200', responseTemplates: { 'application/json': { file } } } },
  },
});
export const routes = (resources: object = {}, variables: object = { table: 'pets' }): object => ({
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
const TEMPLATE = 'one $stageVariables.table $context.deploymentId';

/** A folder with these routes, their template, and what is given besides. */
export const project = (files: object = {}): Promise<string> =>
  projectFolder({ 'routes.json': routes(), 'out.vtl': TEMPLATE, ...files } as Record<string, unknown>);

/** A stage as the files have it. */
export async function stageOf(root: string, name = 'v1'): Promise<StageOfFiles> {
  const read = await readProject({ root });
  const api = read.project?.apis[0];
  const stage = api?.stages.find((one) => one.name === name);
  if (!api || !stage) throw new Error(JSON.stringify(read.problems));
  return { root, api, stage };
}

export const outside: Parameters<typeof createDeployment>[2] = { clock: systemClock, ids: randomIds };

/** Deploys the API of the files; gives the deployment's id. */
export const deploy = async (
  root: string,
  input: Parameters<typeof createDeployment>[1] = {},
  stage?: string,
): Promise<string> => createDeployment(await stageOf(root, stage), input, outside).id;

export const ask = async ({ url }: Emulator, path = '/v1/', init?: RequestInit): Promise<string> =>
  (await fetch(url + path, init)).text();
