import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { stageAddress } from './addresses.ts';
import type { Around } from './around.ts';
import { connectTo } from './begin.ts';
import type { Deployed } from './deploy.ts';
import { type DeployInput, REST_API } from './plan.ts';
import { readStack } from './stack/read-stack.ts';
import { promoteCanary } from './stage/promote-canary.ts';

/**
 * Gives a stage on AWS the deployment of its canary, and ends the canary. Nothing is built and no stack changed.
 */
export async function promote(
  input: Pick<DeployInput, 'api' | 'stackName' | 'stage'>,
  around: Pick<Around, 'connect' | 'journal' | 'logger'>,
): Promise<Deployed> {
  const { stackName, stage } = input;
  const { journal, logger } = around;
  const aws = await connectTo(input, around);
  const stack = await readStack(aws, stackName);
  const restApiId = stack?.physicalIds.get(REST_API);
  if (stack === undefined || restApiId === undefined) {
    throw new OffstageError(explain('deploy-no-stack', { stack: stackName, region: aws.region }));
  }
  const partly = `The stage ${stage.name} may have its canary still.`;
  await journal.step({ during: partly, done: () => undefined }, () =>
    promoteCanary(aws, { restApiId, stageName: stage.name }, logger),
  );
  return { apiUrl: stageAddress(aws, stack, stage.name), siteUrl: undefined, lagging: [], sharedBy: [], removed: [] };
}
