import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import type { Around } from './around.ts';
import type { Aws } from './aws.ts';
import { emptyBucket } from './bucket/empty-bucket.ts';
import { REST_API } from './plan.ts';
import { deleteStack } from './stack/delete-stack.ts';
import { describeStack, readStack, type StackState } from './stack/read-stack.ts';
import { isOfCode, isOurs } from './stack/stack-condition.ts';
import { isBusy } from './stack/stack-events.ts';
import { codeStackName } from './stack/stack-name.ts';
import { readContents, renderContents, type StackContents } from './stack-contents.ts';
import { releaseUsagePlans } from './stage/usage-plans.ts';

/**
 * Takes away what deploys have made: the stack with everything in it, then the one of its code. It tells what goes and
 * asks before anything does; false: the answer was no. Run again, it goes on from wherever it has ended.
 */
export async function destroy(stackName: string, around: Around): Promise<boolean> {
  const { logger, ask } = around;
  const aws = await around.connect();
  const found: StackContents[] = [];
  const own = [
    { name: stackName, isOwn: isOurs },
    { name: codeStackName(stackName), isOwn: isOfCode },
  ];
  for (const { name, isOwn } of own) {
    const contents = await readOwnStack(aws, name, isOwn);
    if (contents !== undefined) found.push(contents);
  }
  if (found.length === 0) {
    logger.print(`  There is no stack ${stackName} in ${aws.region}, and none with its code.`);
    return true;
  }
  for (const contents of found) {
    logger.print(`\n  ${logger.colors.bold(`the stack ${contents.stack.stackName}`)} in ${aws.region}`);
    for (const line of renderContents(contents, logger.colors)) logger.print(line);
  }
  logger.print('');
  if (ask === undefined) throw new OffstageError(explain('destroy-unconfirmed', { stack: stackName }));
  if (!(await ask("Delete all of it? It can't be had back."))) {
    logger.print('  Nothing was deleted.');
    return false;
  }
  for (const contents of found) await takeAway(aws, contents, around);
  return true;
}

/** @throws OffstageError for a stack that something else made, that is protected, or that CloudFormation is at work on. */
async function readOwnStack(
  aws: Aws,
  name: string,
  isOwn: (stack: StackState) => boolean,
): Promise<StackContents | undefined> {
  const stack = await readStack(aws, name);
  if (stack === undefined) return undefined;
  const { stackName, stackId, status, description } = stack;
  if (!isOwn(stack)) throw new OffstageError(explain('destroy-not-ours', { stack: stackName, description }));
  if (isBusy(status)) throw new OffstageError(explain('deploy-stack-busy', { stack: stackName, status }));
  // CloudFormation would refuse it only when the buckets are empty already.
  if ((await describeStack(aws, stackId))?.EnableTerminationProtection) {
    throw new OffstageError(explain('destroy-protected', { stack: stackName }));
  }
  return readContents(aws, stack);
}

async function takeAway(aws: Aws, { stack, buckets }: StackContents, { journal, logger }: Around): Promise<void> {
  const { stackName, physicalIds } = stack;
  for (const { name } of buckets) {
    const partly = `Some objects of the bucket ${name} may be gone.`;
    await journal.step({ during: partly, failed: partly, done: () => `The bucket ${name} is empty.` }, () =>
      emptyBucket(aws, name, logger),
    );
  }
  const restApiId = physicalIds.get(REST_API);
  if (restApiId !== undefined) {
    const partly = 'Some usage plans may no longer open the stages.';
    await journal.step(
      {
        during: partly,
        failed: partly,
        done: (plans) => (plans.length === 0 ? undefined : `The usage plans ${plans.join(', ')} open no stage.`),
      },
      () => releaseUsagePlans(aws, restApiId),
    );
  }
  await journal.step(
    {
      during: `CloudFormation may be at work on deleting the stack ${stackName}, and goes on with it.`,
      failed: `The stack ${stackName} is still there.`,
      done: () => `The stack ${stackName} is gone.`,
    },
    () => deleteStack(aws, stackName, logger),
  );
  logger.print(`  ${logger.colors.green('✓')} The stack ${stackName} is gone.`);
}
