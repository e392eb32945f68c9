import { patchStage } from '../../deployments/change-stage.ts';
import { overriding, PROMOTION } from '../../deployments/update-canary.ts';
import type { PatchOperation } from '../../deployments/update-stage.ts';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { Logger } from '../../terminal/logger.ts';
import { readStage, type StageOption } from './deployment.ts';

export interface UpdateOptions extends StageOption {
  readonly percent?: number;
  readonly override?: Readonly<Record<string, string>>;
}

/** `offstage canary update`: another share of the requests, other variables. */
export async function updateCanary(options: UpdateOptions, logger: Logger): Promise<void> {
  const { percent, override } = options;
  const operations = [
    ...(percent === undefined
      ? []
      : [{ op: 'replace', path: '/canarySettings/percentTraffic', value: String(percent) }]),
    ...overriding(override),
  ];
  if (operations.length === 0) throw new OffstageError(explain('canary-unchanged', {}));
  await patch(options, operations, logger, 'The canary of STAGE is changed.');
}

/** `offstage canary promote`: the stage gets the canary's deployment and variables; the canary stays, without traffic. */
export async function promoteCanary(options: StageOption, logger: Logger): Promise<void> {
  await patch(options, PROMOTION, logger, 'The stage STAGE has the deployment and the variables of its canary.');
}

/** `offstage canary remove`: all requests go to the stage's own deployment. */
export async function removeCanary(options: StageOption, logger: Logger): Promise<void> {
  await patch(options, [{ op: 'remove', path: '/canarySettings' }], logger, 'The stage STAGE has no canary any more.');
}

async function patch(
  options: StageOption,
  operations: readonly PatchOperation[],
  logger: Logger,
  done: string,
): Promise<void> {
  const of = await readStage(options, logger);
  if (of === undefined) return;
  const { name, deploymentId, canarySettings: canary, variables } = patchStage(of, operations);
  logger.print(`${logger.colors.green('✓')} ${done.replace('STAGE', name)}`);
  const share = canary ? `, its canary ${canary.deploymentId} gets ${canary.percentTraffic} % of the requests` : '';
  logger.print(`  It serves the deployment ${deploymentId}${share}.`);
  const promoted = Object.entries(variables).filter(([variable, value]) => of.stage.variables[variable] !== value);
  if (promoted.length === 0) return;
  logger.print(
    `  Write what it took from canaries into "variables" of routes.json: ${promoted.map(([variable, value]) => `${variable}=${value}`).join(', ')}`,
  );
}
