import type { Op } from '@aws-sdk/client-api-gateway';
import { PROMOTION } from '../../deployments/update-canary.ts';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { suggest } from '../../errors/suggest.ts';
import { isEmpty } from '../../shared/is-empty.ts';
import type { Logger } from '../../terminal/logger.ts';
import type { Aws } from '../aws.ts';
import { updateStage } from './stage-calls.ts';
import { readStage, readStages } from './stages-on-aws.ts';
import type { Wait } from './when-free.ts';

/**
 * Gives a stage on AWS the deployment and the variables of its canary, in the recorded order of operations, and then
 * ends the canary, which a promotion leaves there without requests. Throws an OffstageError where there is none.
 */
export async function promoteCanary(
  aws: Aws,
  { restApiId, stageName }: { readonly restApiId: string; readonly stageName: string },
  report: Logger,
  wait?: Wait,
): Promise<{ readonly deploymentId: string }> {
  const stage = await readStage(aws, restApiId, stageName);
  if (stage === undefined) {
    const stages = (await readStages(aws, restApiId)).flatMap((one) => one.stageName ?? []);
    const nearest = suggest(stageName, stages);
    const facts = { stage: stageName, stages, ...(nearest !== undefined && { nearest }) };
    throw new OffstageError(explain('deploy-stage-missing', facts));
  }
  const { deploymentId, stageVariableOverrides = {} } = stage.canarySettings ?? {};
  if (deploymentId === undefined) throw new OffstageError(explain('deploy-nothing-to-promote', { stage: stageName }));
  const hasOverrides = !isEmpty(stageVariableOverrides);
  // There are no variables to copy without overrides.
  const promotion = PROMOTION.filter(({ path }) => hasOverrides || path !== '/variables');
  const operations = promotion.map(({ op, ...operation }) => ({ ...operation, op: op as Op }));
  await updateStage(aws, { restApiId, stageName }, operations, wait);
  report.print(
    `  ${report.colors.green('✓')} the stage ${stageName} serves the deployment of its canary, ${deploymentId}`,
  );
  try {
    await updateStage(aws, { restApiId, stageName }, [{ op: 'remove', path: '/canarySettings' }], wait);
  } catch (error) {
    const { message: reason } = error as Error;
    throw new OffstageError(explain('deploy-canary-left', { stage: stageName, reason }), error);
  }
  if (hasOverrides) {
    const variables = Object.entries(stageVariableOverrides).map(([name, value]) => `${name}=${value}`);
    report.print(`    variables of the canary that are the stage's now: ${variables.join(', ')}`);
    report.print('    have them in routes.json as well, or the next deploy takes them back');
  }
  return { deploymentId };
}
