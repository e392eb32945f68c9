import type { Stage as StageOnAws } from '@aws-sdk/client-api-gateway';
import type { RestApi, Stage } from '../../config/types.ts';
import { type CanaryInput, checkDeployable } from '../../deployments/change-stage.ts';
import { StageRefusal } from '../../deployments/refusal.ts';
import { isPercentage } from '../../deployments/update-canary.ts';
import { checkVariableName, checkVariableValue } from '../../deployments/variable-rules.ts';
import { type Explanation, explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { Aws } from '../aws.ts';
import { LONGEST_REMARK } from './deployment-description.ts';
import { readStage } from './stages-on-aws.ts';

export interface CheckedStage {
  readonly api: RestApi;
  readonly stage: Stage;
  readonly description?: string;
  readonly canary?: CanaryInput;
}

/** What AWS would refuse of a deployment, found without any call. Throws an OffstageError with all of it. */
export function checkStageInput({ api, stage, description, canary }: CheckedStage): void {
  checkDeployable(api);
  const variables = [...Object.entries(stage.variables), ...Object.entries(canary?.stageVariableOverrides ?? {})];
  const problems = variables.flatMap(([name, value]) => variableProblem(stage.name, name, value));
  const percent = canary?.percentTraffic ?? 0;
  if (!isPercentage(percent)) {
    problems.push(explain('canary-percentage', { percent: String(percent), stage: stage.name }));
  }
  if (description !== undefined && description.length > LONGEST_REMARK) {
    problems.push(explain('deploy-description-long', { length: description.length, most: LONGEST_REMARK }));
  }
  if (problems.length > 0) throw new OffstageError(problems);
}

function variableProblem(stage: string, name: string, value: string): Explanation[] {
  try {
    checkVariableName(name);
    checkVariableValue(value);
    return [];
  } catch (error) {
    if (!(error instanceof StageRefusal)) throw error;
    return [explain('deploy-stage-variable', { name, stage, message: error.message })];
  }
}

/**
 * What can't be done to a stage because of what it is on AWS: a canary needs a base, and beside a canary there is no
 * other deployment. `restApiId` is undefined as long as there is no stack. Throws an OffstageError.
 */
export async function checkStageOnAws(
  aws: Aws,
  { restApiId, ...asked }: { restApiId: string | undefined; stageName: string; isCanary: boolean },
): Promise<void> {
  const found = restApiId === undefined ? undefined : await readStage(aws, restApiId, asked.stageName);
  checkFound(found, { ...asked, restApiId: restApiId ?? '' });
}

/** The same for a stage that was read. */
export function checkFound(
  found: StageOnAws | undefined,
  { restApiId, stageName: stage, isCanary }: { restApiId: string; stageName: string; isCanary: boolean },
): void {
  if (isCanary && found === undefined) throw new OffstageError(explain('deploy-canary-without-stage', { stage }));
  if (isCanary || found?.canarySettings === undefined) return;
  const { deploymentId: canary = '' } = found.canarySettings;
  throw new OffstageError(explain('deploy-beside-canary', { stage, canary, restApiId }));
}
