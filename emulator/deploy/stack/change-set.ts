import type { DescribeChangeSetCommandOutput, Parameter } from '@aws-sdk/client-cloudformation';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { Aws } from '../aws.ts';
import { growingPause } from './pause.ts';
import { ANNOUNCED, describeStack, isMade, type StackState } from './read-stack.ts';

/** What a stack is to become. */
export interface StackInput {
  readonly stackName: string;
  /** The template's text, or where in a bucket it is. */
  readonly template: { readonly body: string } | { readonly url: string };
  readonly parameters: readonly Parameter[];
}

export interface ResourceChange {
  readonly logicalId: string;
  readonly type: string;
  readonly action: 'add' | 'change' | 'replace' | 'remove';
}

export interface ChangeSet {
  readonly id: string;
  readonly stackId: string;
  readonly changes: readonly ResourceChange[];
}

/** A change set is made in seconds; of a large stack in a minute. */
const LIMIT_MS = 10 * 60_000;

/**
 * Makes a change set and waits until CloudFormation has found out what would change. Undefined: nothing would. One that
 * was refused or is of no use leaves nothing behind. `before` is the stack as it is.
 */
export async function createChangeSet(
  aws: Aws,
  { stackName, template, parameters }: StackInput,
  before: StackState | undefined,
): Promise<ChangeSet | undefined> {
  const { CreateChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  const isNew = !isMade(before);
  const { Id: id = '', StackId: stackId = stackName } = await aws.cloudFormation.send(
    new CreateChangeSetCommand({
      StackName: stackName,
      ChangeSetName: `offstage-${Date.now()}`,
      ChangeSetType: isNew ? 'CREATE' : 'UPDATE',
      // What a failed creation leaves can't be updated: it goes, and the next try begins anew.
      ...(isNew && { OnStackFailure: 'DELETE' }),
      ...('url' in template ? { TemplateURL: template.url } : { TemplateBody: template.body }),
      Parameters: [...parameters],
      Capabilities: ['CAPABILITY_IAM'],
    }),
  );
  const made = await whenMade(aws, { id, stackName });
  if (made.Status === 'CREATE_COMPLETE') return { id, stackId, changes: await allChanges(aws, made) };
  const discarded = discardChangeSet(aws, { id, stackId }, before);
  if (isEmpty(made)) {
    await discarded;
    return undefined;
  }
  // Why it was refused says more than why its remains can't be removed.
  await discarded.catch(() => {});
  const reason = made.StatusReason ?? `its status is ${made.Status}`;
  throw new OffstageError(explain('deploy-change-set-refused', { stack: stackName, reason }));
}

/** Removes a change set that isn't run, and the stack where nothing but it had announced one. */
export async function discardChangeSet(
  aws: Aws,
  { id, stackId }: Pick<ChangeSet, 'id' | 'stackId'>,
  before: StackState | undefined,
): Promise<void> {
  const { DeleteChangeSetCommand, DeleteStackCommand, ListChangeSetsCommand } = await import(
    '@aws-sdk/client-cloudformation'
  );
  await aws.cloudFormation.send(new DeleteChangeSetCommand({ ChangeSetName: id, StackName: stackId }));
  if (before !== undefined) return;
  // Another deploy may be about to make the same stack, or has just begun to.
  const isAnnounced = (await describeStack(aws, stackId))?.StackStatus === ANNOUNCED;
  const { Summaries = [] } = await aws.cloudFormation.send(new ListChangeSetsCommand({ StackName: stackId }));
  if (!isAnnounced || Summaries.some(({ ChangeSetId }) => ChangeSetId !== id)) return;
  await aws.cloudFormation.send(new DeleteStackCommand({ StackName: stackId }));
}

async function whenMade(
  aws: Aws,
  { id, stackName }: { readonly id: string; readonly stackName: string },
): Promise<DescribeChangeSetCommandOutput> {
  const { DescribeChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  const pause = growingPause();
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const made = await aws.cloudFormation.send(
      new DescribeChangeSetCommand({ ChangeSetName: id, StackName: stackName }),
    );
    if (made.Status !== 'CREATE_PENDING' && made.Status !== 'CREATE_IN_PROGRESS') return made;
    if (performance.now() > end) {
      throw new OffstageError(explain('deploy-change-set-slow', { stack: stackName, minutes: LIMIT_MS / 60_000 }));
    }
    await pause();
  }
}

/** CloudFormation calls a change set without changes FAILED; its sentence alone says which failure it is. */
function isEmpty({ Status, StatusReason = '' }: DescribeChangeSetCommandOutput): boolean {
  return Status === 'FAILED' && /didn't contain changes|No updates are to be performed/.test(StatusReason);
}

async function allChanges(aws: Aws, first: DescribeChangeSetCommandOutput): Promise<readonly ResourceChange[]> {
  const { DescribeChangeSetCommand } = await import('@aws-sdk/client-cloudformation');
  const changes = [...(first.Changes ?? [])];
  for (let token = first.NextToken; token !== undefined; ) {
    const page = await aws.cloudFormation.send(
      new DescribeChangeSetCommand({ ChangeSetName: first.ChangeSetId, StackName: first.StackId, NextToken: token }),
    );
    changes.push(...(page.Changes ?? []));
    token = page.NextToken;
  }
  return changes.flatMap(({ ResourceChange: change }) =>
    change === undefined
      ? []
      : [
          {
            logicalId: change.LogicalResourceId ?? '',
            type: change.ResourceType ?? '',
            action: actionOf(change.Action, change.Replacement),
          },
        ],
  );
}

function actionOf(action: string | undefined, replacement: string | undefined): ResourceChange['action'] {
  if (action === 'Add' || action === 'Import') return 'add';
  if (action === 'Remove') return 'remove';
  return replacement === 'True' ? 'replace' : 'change';
}
