import type { Project, RestApi, Stage } from '../../../emulator/config/types.ts';
import type { StageDeployment } from '../../../emulator/deploy/stage/deploy-stage.ts';
import { projectOf, small } from '../../exporters/cloudformation/exported.ts';
import { API } from './api-gateway.ts';

const STACK_ID = 'arn:aws:cloudformation:eu-central-1:123456789012:stack/small/1';
export const HASH = '0123456789abcdef';

interface Deployed {
  /** Which of the stages; default: the first. */
  readonly stageName?: string;
  readonly usagePlanIds?: Readonly<Record<string, string>>;
  readonly options?: Partial<StageDeployment>;
}

/** What a deploy of a stage is given, for a routes.json of these stages. */
export async function deploymentOf(
  stages: Readonly<Record<string, object>>,
  more: object = {},
  { stageName, usagePlanIds = {}, options }: Deployed = {},
): Promise<StageDeployment> {
  const project: Project = await projectOf({ ...small, stages, ...more });
  const [api] = project.apis;
  const stage = api?.stages.find(({ name }) => name === (stageName ?? Object.keys(stages)[0]));
  if (api === undefined || stage === undefined) throw new Error('There is no such stage.');
  return inputOf(api, stage, {
    usagePlans: project.access.usagePlans,
    usagePlanIds: new Map(Object.entries(usagePlanIds)),
    ...options,
  });
}

function inputOf(api: RestApi, stage: Stage, more: Partial<StageDeployment>): StageDeployment {
  return {
    restApiId: API,
    stackId: STACK_ID,
    api,
    stage,
    contentHash: HASH,
    usagePlans: [],
    usagePlanIds: new Map(),
    ...more,
  };
}
