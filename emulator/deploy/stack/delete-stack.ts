import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { Logger } from '../../terminal/logger.ts';
import type { Aws } from '../aws.ts';
import { printProgress } from './progress.ts';
import { readStack } from './read-stack.ts';
import { isBusy, newestEvent } from './stack-events.ts';
import { reasons } from './stack-failure.ts';

/**
 * Deletes a stack with everything in it and prints each resource when it is gone; one that isn't there is no error.
 * Throws an OffstageError that names what is left where CloudFormation can't, and where it is at work on the stack.
 */
export async function deleteStack(aws: Aws, stackName: string, logger: Logger): Promise<void> {
  const { DeleteStackCommand } = await import('@aws-sdk/client-cloudformation');
  const stack = await readStack(aws, stackName);
  if (stack === undefined) return;
  const { stackId, status, physicalIds } = stack;
  if (isBusy(status)) throw new OffstageError(explain('deploy-stack-busy', { stack: stackName, status }));
  const since = await newestEvent(aws, stackId);
  await aws.cloudFormation.send(new DeleteStackCommand({ StackName: stackId }));
  const followed = { stackName, stackId, since };
  const end = await printProgress(aws, followed, [...physicalIds.keys()], logger);
  if (end.status === 'DELETE_COMPLETE') return;
  const left = [...((await readStack(aws, stackId))?.physicalIds.keys() ?? [])];
  const detail = reasons(end.failures);
  throw new OffstageError(explain('deploy-stack-left', { stack: stackName, status: end.status, left }, { detail }));
}
