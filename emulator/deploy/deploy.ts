import type { Around } from './around.ts';
import { begin, tellNotes } from './begin.ts';
import type { DeployInput } from './plan.ts';
import { putCode } from './put-code.ts';
import { putSite } from './put-site.ts';
import { putStack } from './put-stack.ts';
import { putStage } from './put-stage.ts';
import { isMade } from './stack/read-stack.ts';
import { type LaggingStage, laggingStages } from './stage/lagging-stages.ts';
import { readStages } from './stage/stages-on-aws.ts';

export interface Deployed {
  /** Invoke URL of the stage. */
  readonly apiUrl: string;
  readonly siteUrl: string | undefined;
  /** Other stages, and canaries, that serve another content than the stack has now. */
  readonly lagging: readonly LaggingStage[];
  /** Other stages that run code of functions that was changed. */
  readonly sharedBy: readonly string[];
  /** Logical ids of functions that are gone. */
  readonly removed: readonly string[];
}

/**
 * A project's API on a stage of AWS: READ THIS FIRST. What can be refused is refused before anything is made. The stack
 * holds all that a template can say. The deployment on the stage is an event: it comes after it, each time. The site
 * needs the stage's address. What was done before isn't done again, so that the same command goes on from wherever one
 * has ended.
 */
export async function deploy(input: DeployInput, around: Around): Promise<Deployed> {
  const { aws, plan } = await begin(input, around);
  if (!isMade(plan.before)) tellNotes(plan, around.logger);
  const bucket = await putCode(aws, plan, around);
  const { state, changes } = await putStack(aws, plan, bucket, around);
  const { apiUrl, restApiId, contentHash } = await putStage(aws, plan, state, around);
  const siteUrl = await putSite(aws, plan, state, apiUrl, around);
  const lagging = await laggingStages(aws, { restApiId, contentHash });
  const functions = changes.filter(({ type }) => type === 'AWS::Lambda::Function');
  const isNewCode = functions.some(({ action }) => action === 'change' || action === 'replace');
  const stages = isNewCode ? await readStages(aws, restApiId) : [];
  return {
    apiUrl,
    siteUrl,
    lagging,
    sharedBy: stages.flatMap(({ stageName = '' }) => (stageName === input.stage.name ? [] : stageName)),
    removed: functions.filter(({ action }) => action === 'remove').map(({ logicalId }) => logicalId),
  };
}
