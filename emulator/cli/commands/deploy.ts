import { resolve } from 'node:path';
import type { AwsOptions } from '../../deploy/aws.ts';
import { type Deployed, deploy } from '../../deploy/deploy.ts';
import { dryRun } from '../../deploy/dry-run.ts';
import type { DeployInput } from '../../deploy/plan.ts';
import { promote } from '../../deploy/promote.ts';
import { renderDeployed } from '../../deploy/render-deployed.ts';
import { stackNameOf } from '../../deploy/stack/stack-name.ts';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { Logger } from '../../terminal/logger.ts';
import { chooseApi, chooseStage } from '../choose.ts';
import { offerParity } from '../offer-parity.ts';
import { onAws } from '../on-aws.ts';
import { readProjectEnv } from '../project-folder.ts';
import { readOrFail } from '../read-or-fail.ts';

export interface DeployOptions extends AwsOptions {
  readonly stage?: string;
  readonly api?: string;
  readonly stack?: string;
  readonly parameter?: Readonly<Record<string, string>>;
  /** Percent of the requests. */
  readonly canary?: number;
  readonly override?: Readonly<Record<string, string>>;
  readonly useStageCache?: true;
  readonly promote?: true;
  readonly description?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

/** `offstage deploy [FOLDER]`: the project on AWS, with a deployment on a stage; or what that would change. */
export async function deployProject(folder: string, options: DeployOptions, logger: Logger): Promise<void> {
  checkOptions(options);
  const root = resolve(folder);
  const env = await readProjectEnv(root);
  const project = await readOrFail(root, logger);
  if (project === undefined) return;
  const api = chooseApi(project, options.api);
  const stage = chooseStage(api, options.stage);
  const isClosed = api.disableExecuteApiEndpoint;
  const stackName = options.stack ?? stackNameOf(api.name);
  const { description, dryRun: isDry, parameter: given = {} } = options;
  const canary = canaryOf(options);
  const input = { project, api, stage, env, stackName, given, canary, description };
  let done: Deployed | undefined;
  await onAws({ ...options, lock: isDry ? undefined : root }, logger, async (around) => {
    if (isDry) return dryRun(input, around);
    done = options.promote ? await promote(input, around) : await deploy(input, around);
    const about = { stage: stage.name, again: optionsOfAll(folder, options), isClosed };
    logger.print(`\n${renderDeployed(done, about, logger.colors)}`);
  });
  // Whoever is at a closed door has nothing to compare.
  if (done !== undefined && canary === undefined && !isClosed) await offerParity(root, done.apiUrl, logger);
}

function checkOptions(options: DeployOptions): void {
  const { canary, override, useStageCache, description, parameter, dryRun: isDry } = options;
  if (canary === undefined && (override !== undefined || useStageCache)) {
    throw new OffstageError(explain('canary-option-alone', {}));
  }
  const others = Object.entries({
    '--canary': canary,
    '--description': description,
    '--parameter': parameter,
    '--dry-run': isDry,
  });
  const beside = others.filter(([, value]) => value !== undefined).map(([option]) => option);
  if (options.promote && beside.length > 0) {
    throw new OffstageError(explain('deploy-promote-alone', { options: beside }));
  }
}

function canaryOf({ canary, override, useStageCache }: DeployOptions): DeployInput['canary'] {
  if (canary === undefined) return undefined;
  return {
    percentTraffic: canary,
    ...(override && { stageVariableOverrides: override }),
    ...(useStageCache && { useStageCache }),
  };
}

/** The options that every command about the same stack has to have, and the folder. */
function optionsOfAll(folder: string, { api, stack, region, profile, endpointUrl }: DeployOptions): string {
  const given = {
    '--api': api,
    '--stack': stack,
    '--region': region,
    '--profile': profile,
    '--endpoint-url': endpointUrl,
  };
  const words = Object.entries(given).flatMap(([option, value]) =>
    value === undefined ? [] : [` ${option} ${value}`],
  );
  return `${folder === '.' ? '' : ` ${folder}`}${words.join('')}`;
}
