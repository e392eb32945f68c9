import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { Logger } from '../../terminal/logger.ts';
import { count } from '../../terminal/problems.ts';
import type { Aws } from '../aws.ts';
import {
  type ChangeSet,
  createChangeSet,
  discardChangeSet,
  type ResourceChange,
  type StackInput,
} from './change-set.ts';
import { printProgress } from './progress.ts';
import { readStack, type StackState } from './read-stack.ts';
import { checkStackRests } from './stack-condition.ts';
import { newestEvent } from './stack-events.ts';
import { stackFailure } from './stack-failure.ts';

export interface ChangedStack {
  readonly state: StackState;
  /** Empty: the stack was so already. */
  readonly changes: readonly ResourceChange[];
}

/** Asked before changes are made; throws to have none of them made. */
export type Approve = (changes: readonly ResourceChange[]) => Promise<void>;

/**
 * Makes a stack what the input says, through a change set, and prints each resource when it is done. `before` is the
 * stack as it is, undefined where there is none. Throws an OffstageError where CloudFormation refuses or undoes it.
 */
export async function changeStack(
  aws: Aws,
  input: StackInput,
  before: StackState | undefined,
  logger: Logger,
  approve: Approve = async () => {},
): Promise<ChangedStack> {
  checkStackRests(before);
  try {
    const changeSet = await createChangeSet(aws, input, before);
    if (changeSet === undefined && before !== undefined) return { state: before, changes: [] };
    if (changeSet !== undefined) {
      await approve(changeSet.changes).catch(async (error: unknown) => {
        await discardChangeSet(aws, changeSet, before);
        throw error;
      });
      await execute(aws, input.stackName, changeSet, logger);
    }
    const state = await readStack(aws, input.stackName);
    if (state === undefined) throw new OffstageError(explain('deploy-stack-gone', { stack: input.stackName }));
    return { state, changes: changeSet?.changes ?? [] };
  } catch (error) {
    throw await explainOvertaken(aws, input.stackName, before, error);
  }
}

/** What `changeStack` would do; nothing on AWS is other than before. */
export async function previewStack(
  aws: Aws,
  input: StackInput,
  before: StackState,
): Promise<readonly ResourceChange[]> {
  checkStackRests(before);
  const changeSet = await createChangeSet(aws, input, before);
  if (changeSet === undefined) return [];
  await discardChangeSet(aws, changeSet, before);
  return changeSet.changes;
}

async function execute(
  aws: Aws,
  stackName: string,
  { id, stackId, changes }: ChangeSet,
  logger: Logger,
): Promise<void> {
  const { ExecuteChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  const since = await newestEvent(aws, stackId);
  logger.print(`  ${logger.colors.dim('…')} the stack ${stackName}: ${count(changes.length, 'change')}`);
  await aws.cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: id, StackName: stackName }));
  const { status, failures } = await printProgress(
    aws,
    { stackName, stackId, since },
    changes.map(({ logicalId }) => logicalId),
    logger,
  );
  if (!SUCCEEDED.includes(status)) throw stackFailure(stackName, status, failures);
  // What it can't delete behind a change, it leaves.
  for (const { logicalId, reason } of failures) {
    logger.print(`  ${logger.colors.yellow('!')} ${logicalId} is left behind: ${reason}`);
  }
}

/**
 * When another deploy runs its change set, CloudFormation removes all others of the stack, or calls them obsolete; while
 * it is at work, it takes no new one.
 */
async function explainOvertaken(
  aws: Aws,
  stack: string,
  before: StackState | undefined,
  error: unknown,
): Promise<unknown> {
  const { name } = error as Error;
  const isGone = GONE.includes(name);
  if (!isGone && !REFUSED.includes(name)) return error;
  const now = await readStack(aws, stack);
  checkStackRests(now);
  if (!isGone && now?.status === before?.status) return error;
  return new OffstageError(explain('deploy-change-set-obsolete', { stack }), error);
}

const GONE = ['InvalidChangeSetStatusException', 'ChangeSetNotFoundException'];
const REFUSED = ['ValidationError', 'AlreadyExistsException'];

const SUCCEEDED: readonly StackStatus[] = ['CREATE_COMPLETE', 'UPDATE_COMPLETE'];
