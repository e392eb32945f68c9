import type { StackEvent, StackStatus } from '@aws-sdk/client-cloudformation';
import type { Logger } from '../../terminal/logger.ts';
import { createTransientLine } from '../../terminal/transient-line.ts';
import type { Aws } from '../aws.ts';
import { idWidth, shortType } from './render-changes.ts';
import { type Followed, followStack } from './stack-events.ts';

/** A resource that CloudFormation could not bring about, with its words. */
export interface FailedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly reason: string;
}

export interface Outcome {
  /** What the stack rests in. */
  readonly status: StackStatus;
  /** What failed on its own account, the first first. */
  readonly failures: readonly FailedResource[];
}

const DONE: Readonly<Record<string, string>> = {
  CREATE_COMPLETE: 'created',
  UPDATE_COMPLETE: 'updated',
  DELETE_COMPLETE: 'deleted',
  DELETE_SKIPPED: 'kept',
  IMPORT_COMPLETE: 'imported',
};
/** What CloudFormation says of resources that it left off because another one failed. */
const LEFT_OFF = /cancelled$/;

/**
 * Follows a stack until it rests and prints what becomes of its resources, a line for each when it is done,
 * `✓ AllPetsFunction  created  Lambda::Function`; in a terminal also, below these, what is under way.
 */
export async function printProgress(
  aws: Aws,
  followed: Followed,
  logicalIds: readonly string[],
  logger: Logger,
): Promise<Outcome> {
  const { colors: c } = logger;
  const width = idWidth(logicalIds);
  const begin = performance.now();
  const line = createTransientLine(logger);
  const failures: FailedResource[] = [];
  const underWay = new Set<string>();
  let isUndone = false;
  const onOwnEvent = (status = ''): void => {
    // A stack that couldn't be made is deleted.
    const isBack = /ROLLBACK_IN_PROGRESS$/.test(status) || (status === 'DELETE_IN_PROGRESS' && failures.length > 0);
    if (isBack && !isUndone) line.print(`  ${c.yellow('↺')} CloudFormation undoes what it did.`);
    isUndone ||= isBack;
  };
  const onEvent = (event: StackEvent): void => {
    const { LogicalResourceId: logicalId = '', ResourceType = '', ResourceStatus: status = '' } = event;
    if (event.PhysicalResourceId === followed.stackId) {
      onOwnEvent(status);
      return;
    }
    if (status.endsWith('_IN_PROGRESS')) underWay.add(logicalId);
    else underWay.delete(logicalId);
    const rest = (what: string): string => `${logicalId.padEnd(width)}  ${what}  ${c.dim(shortType(ResourceType))}`;
    const reason = event.ResourceStatusReason ?? '';
    if (status.endsWith('_FAILED') && !LEFT_OFF.test(reason)) {
      failures.push({ logicalId, type: ResourceType, reason });
      line.print(`  ${c.red('✗')} ${rest(c.red('failed '))}`);
    }
    if (DONE[status] !== undefined) line.print(`  ${c.green('✓')} ${rest(DONE[status].padEnd(7))}`);
  };
  const onLook = (): void => {
    const seconds = Math.round((performance.now() - begin) / 1_000);
    line.show(`  … ${seconds} s  ${[...underWay].join(', ')}`);
  };
  try {
    const status = await followStack(aws, followed, { onEvent, onLook });
    return { status, failures };
  } finally {
    line.clear();
  }
}
