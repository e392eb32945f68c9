import type { Stage as StageOnAws } from '@aws-sdk/client-api-gateway';
import type { UsagePlan } from '../../config/access.ts';
import type { RestApi, Stage } from '../../config/types.ts';
import type { CanaryInput } from '../../deployments/change-stage.ts';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { variableNotes } from '../../exporters/cloudformation/stage.ts';
import { isEmpty } from '../../shared/is-empty.ts';
import type { Logger } from '../../terminal/logger.ts';
import type { Aws } from '../aws.ts';
import { checkFound, checkStageInput } from './check-stage.ts';
import { deploymentDescription } from './deployment-description.ts';
import { createDeployment, discardDeployment, updateStage } from './stage-calls.ts';
import { changedVariables, describePatches, isMethodRemoval, stagePatches, type WantedStage } from './stage-patches.ts';
import { variablesOnAws } from './stage-variables.ts';
import { readStage } from './stages-on-aws.ts';
import { openUsagePlans } from './usage-plans.ts';
import type { Wait } from './when-free.ts';

export interface StageDeployment {
  readonly restApiId: string;
  /** The stack's ARN: it says in which account and region the stage is. */
  readonly stackId: string;
  readonly api: RestApi;
  readonly stage: Stage;
  /** Of `contentHash`. */
  readonly contentHash: string;
  /** A remark for people. */
  readonly description?: string;
  /** Makes the deployment the stage's canary, and leaves the stage itself as it is. */
  readonly canary?: CanaryInput;
  /** Of a stage with an access log. */
  readonly accessLogGroupArn?: string;
  readonly usagePlans: readonly UsagePlan[];
  /** Name of a usage plan → its id. */
  readonly usagePlanIds: ReadonlyMap<string, string>;
}

/** Whom a deployment tells what it did, and how it waits. */
interface Telling {
  readonly report: Logger;
  readonly wait: Wait | undefined;
}

/**
 * Deploys what the API on AWS is now to a stage: CreateDeployment, then one UpdateStage with the new deployment and all
 * that the stage has otherwise than the files say (several, where that is too much for AWS), so that no request meets the
 * new API with the old settings; what the files no longer say of methods is removed after that. A stage that isn't there
 * is made; a canary is made by CreateDeployment alone. Then the usage plans get the stage. Throws an OffstageError for
 * what AWS would refuse, and the SDK's errors; the same deploy goes on from whatever the stage has got until then.
 */
export async function deployStage(
  aws: Aws,
  input: StageDeployment,
  report: Logger,
  wait?: Wait,
): Promise<{ readonly deploymentId: string }> {
  const { restApiId, stage, canary } = input;
  checkStageInput(input);
  checkStack(input);
  const found = await readStage(aws, restApiId, stage.name);
  checkFound(found, { restApiId, stageName: stage.name, isCanary: canary !== undefined });
  for (const note of variableNotes(stage)) report.print(`  ${report.colors.yellow('!')} ${note}`);
  const telling = { report, wait };
  const deploymentId = await deploy(aws, input, found, telling);
  await openUsagePlans(aws, { ...input, stageName: stage.name }, telling);
  return { deploymentId };
}

/** What `deployStage` would change of the stage itself, in words for people; undefined where there is no such stage. */
export async function previewStage(
  aws: Aws,
  input: Pick<StageDeployment, 'restApiId' | 'stackId' | 'stage' | 'accessLogGroupArn'>,
): Promise<readonly string[] | undefined> {
  const found = await readStage(aws, input.restApiId, input.stage.name);
  return found && describePatches(stagePatches(wantedStage(input), found));
}

/** Is everything in the stack that the stage refers to? */
function checkStack({ stage, accessLogGroupArn, usagePlans, usagePlanIds }: StageDeployment): void {
  if (stage.accessLogSettings !== undefined && accessLogGroupArn === undefined) {
    throw new OffstageError(explain('deploy-without-log-group', { stage: stage.name }));
  }
  const missing = usagePlans.find(({ name }) => !usagePlanIds.get(name));
  if (missing === undefined) return;
  throw new OffstageError(explain('deploy-without-usage-plan', { plan: missing.name, stage: stage.name }));
}

function deploy(aws: Aws, input: StageDeployment, found: StageOnAws | undefined, telling: Telling): Promise<string> {
  if (found === undefined) return makeStage(aws, input, telling);
  if (input.canary === undefined) return changeStage(aws, input, found, telling);
  return makeCanary(aws, { ...input, canary: input.canary }, found, telling);
}

/** The cache comes with the other settings, last: while AWS makes one, which takes minutes, a stage may refuse changes. */
async function makeStage(aws: Aws, input: StageDeployment, { report, wait }: Telling): Promise<string> {
  const { restApiId, stage } = input;
  const { name: stageName, description: stageDescription } = stage;
  const wanted = wantedStage(input);
  const { variables } = wanted;
  const ofStage = {
    stageName,
    ...(stageDescription !== undefined && { stageDescription }),
    ...(!isEmpty(variables) && { variables }),
  };
  const id = await createDeployment(aws, { ...deploymentOf(input), ...ofStage }, wait);
  report.print(`  ${report.colors.green('✓')} the stage ${stageName} is made, and serves the deployment ${id}`);
  const made = await readStage(aws, restApiId, stageName);
  await updateStage(aws, { restApiId, stageName }, made === undefined ? [] : stagePatches(wanted, made), wait);
  return id;
}

async function changeStage(
  aws: Aws,
  input: StageDeployment,
  found: StageOnAws,
  { report, wait }: Telling,
): Promise<string> {
  const { restApiId, stage } = input;
  const patches = stagePatches(wantedStage(input), found);
  const id = await createDeployment(aws, deploymentOf(input), wait);
  const stageOfApi = { restApiId, stageName: stage.name };
  const together = patches.filter((patch) => !isMethodRemoval(patch));
  try {
    await updateStage(aws, stageOfApi, [{ op: 'replace', path: '/deploymentId', value: id }, ...together], wait);
  } catch (error) {
    await discardDeployment(aws, restApiId, id);
    throw error;
  }
  report.print(`  ${report.colors.green('✓')} the stage ${stage.name} serves the deployment ${id}`);
  // Nothing shows how AWS takes a removal beside other operations; by itself it was recorded.
  await updateStage(aws, stageOfApi, patches.filter(isMethodRemoval), wait);
  if (patches.length > 0) report.print(`    changed: ${describePatches(patches).join(', ')}`);
  return id;
}

/**
 * The canary's requests see the variables that the files have: those that are other ones on the stage become overrides,
 * which a promotion makes the stage's own. AWS puts a new canary in the place of the one before (recorded).
 */
async function makeCanary(
  aws: Aws,
  input: StageDeployment & { readonly canary: CanaryInput },
  found: StageOnAws,
  { report, wait }: Telling,
): Promise<string> {
  const { name: stageName } = input.stage;
  const { percentTraffic, useStageCache = false, stageVariableOverrides: given } = input.canary;
  const wanted = wantedStage(input);
  const changed = Object.fromEntries(changedVariables(wanted.variables, found.variables));
  const stageVariableOverrides = { ...changed, ...given };
  const canarySettings = { percentTraffic, stageVariableOverrides, useStageCache };
  const id = await createDeployment(aws, { ...deploymentOf(input), stageName, canarySettings }, wait);
  const before = found.canarySettings?.deploymentId;
  const share = `it gets ${percentTraffic} % of the requests${before === undefined ? '' : `, in the place of ${before}`}`;
  report.print(`  ${report.colors.green('✓')} the deployment ${id} is the canary of the stage ${stageName}: ${share}`);
  const overridden = Object.keys(stageVariableOverrides);
  if (overridden.length > 0) report.print(`    its own variables: ${overridden.join(', ')}`);
  const variables = { ...found.variables, ...changed };
  const left = describePatches(stagePatches(wanted, { ...found, variables }));
  if (left.length > 0) report.print(`    unchanged until a deploy without --canary: ${left.join(', ')}`);
  return id;
}

function deploymentOf({ restApiId, contentHash, description }: StageDeployment): {
  readonly restApiId: string;
  readonly description: string;
} {
  return { restApiId, description: deploymentDescription(contentHash, description) };
}

function wantedStage(input: Pick<StageDeployment, 'stackId' | 'stage' | 'accessLogGroupArn'>): WantedStage {
  const { stage, accessLogGroupArn } = input;
  const variables = variablesOnAws(stage, input.stackId);
  return { stage, variables, ...(accessLogGroupArn !== undefined && { accessLogGroupArn }) };
}
