import { resolve } from 'node:path';
import {
  type CanaryInput,
  createDeployment,
  currentStage,
  type StageOfFiles,
  useDeployment,
} from '../../deployments/change-stage.ts';
import { listDeployments } from '../../deployments/deployment-files.ts';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { randomIds, systemClock } from '../../shared/clock.ts';
import { isEmpty } from '../../shared/is-empty.ts';
import { renderDeployments } from '../../terminal/deployment-table.ts';
import type { Logger } from '../../terminal/logger.ts';
import { chooseApi, chooseStage } from '../choose.ts';
import { readOrFail } from '../read-or-fail.ts';

export interface StageOption {
  readonly stage?: string;
  readonly folder: string;
}

export interface CreateOptions extends StageOption {
  readonly description?: string;
  /** Percent of the requests. */
  readonly canary?: number;
  readonly override?: Readonly<Record<string, string>>;
  readonly useStageCache?: true;
}

/** `offstage deployment create`: takes a snapshot of the API and puts it on a stage, or makes it the stage's canary. */
export async function createStageDeployment(options: CreateOptions, logger: Logger): Promise<void> {
  const { description, canary: percentTraffic, override: stageVariableOverrides, useStageCache } = options;
  const ofCanary = {
    ...(stageVariableOverrides && { stageVariableOverrides }),
    ...(useStageCache && { useStageCache }),
  };
  if (percentTraffic === undefined && !isEmpty(ofCanary)) throw new OffstageError(explain('canary-option-alone', {}));
  const of = await readStage(options, logger);
  if (of === undefined) return;
  const canary: CanaryInput | undefined = percentTraffic === undefined ? undefined : { percentTraffic, ...ofCanary };
  const { id } = createDeployment(of, { description, canary }, { clock: systemClock, ids: randomIds });
  const effect = canary
    ? `is the canary of the stage ${of.stage.name}: it gets ${canary.percentTraffic} % of the requests`
    : `is what the stage ${of.stage.name} serves from now on`;
  logger.print(`${logger.colors.green('✓')} The deployment ${id} ${effect}.`);
}

/** `offstage deployment use ID`: a stage serves another deployment, or with `live` follows the files again. */
export async function useStageDeployment(id: string, options: StageOption, logger: Logger): Promise<void> {
  const of = await readStage(options, logger);
  if (of === undefined) return;
  useDeployment(of, id);
  const effect = id === 'live' ? 'follows the files' : `serves the deployment ${id}`;
  logger.print(`${logger.colors.green('✓')} The stage ${of.stage.name} ${effect} from now on.`);
}

/** `offstage deployment list`: the deployments of a project, the oldest first, and what its stages serve. */
export async function listProjectDeployments({ folder }: Pick<StageOption, 'folder'>, logger: Logger): Promise<void> {
  const root = resolve(folder);
  const project = await readOrFail(root, logger);
  if (project === undefined) return;
  const stages = project.apis.flatMap((api) =>
    api.stages.map((ofFiles) => {
      const stage = currentStage({ root, api, stage: ofFiles });
      return { stage, isLive: stage.deploymentId === ofFiles.deploymentId };
    }),
  );
  logger.print(renderDeployments(listDeployments(root), stages, logger.colors));
}

/** The stage that `--stage` names, or the only one; undefined when the project is wrong, which is told. */
export async function readStage({ folder, stage }: StageOption, logger: Logger): Promise<StageOfFiles | undefined> {
  const root = resolve(folder);
  const project = await readOrFail(root, logger);
  if (project === undefined) return undefined;
  const api = chooseApi(project, undefined);
  return { root, api, stage: chooseStage(api, stage) };
}
