import type { StackEvent, StackStatus } from '@aws-sdk/client-cloudformation';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { Aws } from '../aws.ts';
import { growingPause } from './pause.ts';
import { describeStack } from './read-stack.ts';

/** Without any news for so long, nobody waits on: CloudFormation itself gives a resource hours. */
const QUIET_MS = 20 * 60_000;

export interface Followed {
  readonly stackName: string;
  readonly stackId: string;
  /** The newest event of before: only what comes after it counts. Undefined: all do. */
  readonly since: string | undefined;
  readonly quietMs?: number;
}

/** Id of the newest event of a stack; undefined when it has none. */
export async function newestEvent(aws: Aws, stackId: string): Promise<string | undefined> {
  const { DescribeStackEventsCommand } = await import('@aws-sdk/client-cloudformation');
  const { StackEvents: [newest] = [] } = await aws.cloudFormation.send(
    new DescribeStackEventsCommand({ StackName: stackId }),
  );
  return newest?.EventId;
}

/**
 * Hands over the events of a stack as they come, the oldest first, until it rests, and says when it has looked; gives
 * the status that it rests in.
 * Throws an OffstageError when nothing is heard of it for too long: CloudFormation goes on all the same.
 */
export async function followStack(
  aws: Aws,
  { stackName, stackId, since, quietMs = QUIET_MS }: Followed,
  { onEvent, onLook }: { readonly onEvent: (event: StackEvent) => void; readonly onLook: () => void },
): Promise<StackStatus> {
  const pause = growingPause();
  let seen = since;
  let isOver = false;
  let heard = performance.now();
  for (;;) {
    const events = await eventsSince(aws, stackId, seen);
    for (const event of events) {
      onEvent(event);
      isOver ||= isEnd(event, stackId);
    }
    if (events.length > 0) heard = performance.now();
    seen = events.at(-1)?.EventId ?? seen;
    // The status alone may still be the one of before.
    const status = isOver ? ((await describeStack(aws, stackId))?.StackStatus ?? 'DELETE_COMPLETE') : undefined;
    if (status !== undefined && !isBusy(status)) return status;
    if (performance.now() - heard > quietMs) {
      const minutes = Math.round(quietMs / 60_000);
      throw new OffstageError(explain('deploy-stack-quiet', { stack: stackName, minutes }));
    }
    onLook();
    await pause();
  }
}

/** Is CloudFormation at work on the stack? One whose change set nobody has run rests. */
export function isBusy(status: string): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}

/** An event of the stack itself, with a status that it rests in. A nested stack has another physical id. */
function isEnd({ PhysicalResourceId, ResourceStatus }: StackEvent, stackId: string): boolean {
  return PhysicalResourceId === stackId && ResourceStatus?.endsWith('_IN_PROGRESS') === false;
}

/** Pages come with the newest first. */
async function eventsSince(aws: Aws, stackId: string, since: string | undefined): Promise<StackEvent[]> {
  const { DescribeStackEventsCommand } = await import('@aws-sdk/client-cloudformation');
  const events: StackEvent[] = [];
  let token: string | undefined;
  do {
    const page = await aws.cloudFormation.send(
      new DescribeStackEventsCommand({ StackName: stackId, NextToken: token }),
    );
    for (const event of page.StackEvents ?? []) {
      if (event.EventId === since) return events.reverse();
      events.push(event);
    }
    token = page.NextToken;
  } while (token !== undefined);
  return events.reverse();
}
