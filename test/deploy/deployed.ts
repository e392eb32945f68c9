import { expect } from 'vitest';
import type { Project, RestApi } from '../../emulator/config/types.ts';
import { readProject } from '../../emulator/read-project.ts';
import type { Deployer } from '../helpers/deployer.ts';
import { readStackIds } from './read-back.ts';

/** A project, and what a deploy has made of it. */
export interface Deployed {
  readonly root: string;
  /** As the configuration says it. */
  readonly project: Project;
  readonly api: RestApi;
  readonly output: string;
  /** Names of the stack's template → ids. */
  readonly ids: Readonly<Record<string, string>>;
  readonly restApiId: string;
  /** As they were printed. */
  readonly apiUrl: string;
  readonly siteUrl: string;
}

/** Deploys a project to a stage; `env` is its .env file. */
export async function deployProject(
  deployer: Deployer,
  root: string,
  { env = {}, stage = 'v1' }: { readonly env?: Readonly<Record<string, string>>; readonly stage?: string } = {},
  ...options: string[]
): Promise<Deployed> {
  const { project } = await readProject({ root, env });
  const [api] = project?.apis ?? [];
  if (project === undefined || api === undefined) throw new Error(`${root} has no API.`);
  const { status, output } = await deployer.run('deploy', root, '--stage', stage, ...options);
  expect(status, output).toBe(0);
  const [, apiUrl = ''] = /Stage \w+: +(\S+)\n/.exec(output) ?? [];
  const [, siteUrl = ''] = /Site: +(\S+)\n/.exec(output) ?? [];
  const ids = await readStackIds(deployer.formation, api.name);
  return { root, project, api, output, ids, restApiId: ids.RestApi ?? '', apiUrl, siteUrl };
}

let names = 0;

/** A name for an API that the control plane doesn't know: a test that is tried again finds nothing there. */
export function unusedName(name: string): string {
  names += 1;
  return `${name}${names}`;
}
