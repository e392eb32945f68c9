import type { Stack, StackStatus } from '@aws-sdk/client-cloudformation';
import type { Aws } from '../aws.ts';

/** A stack as it is on AWS. */
export interface StackState {
  readonly stackName: string;
  /** Its ARN: names this stack also when it is gone and another one has its name. */
  readonly stackId: string;
  /** Of the template. One that was announced and never made has none yet. */
  readonly description: string;
  readonly status: StackStatus;
  /** In CloudFormation's words. */
  readonly statusReason?: string;
  readonly outputs: ReadonlyMap<string, string>;
  /** Logical id → physical id, of the resources that exist. */
  readonly physicalIds: ReadonlyMap<string, string>;
  /** Values by name; those that CloudFormation doesn't show (NoEcho) are asterisks. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** A stack that was announced by a change set, which nobody has run: it has no resources. */
export const ANNOUNCED = 'REVIEW_IN_PROGRESS';

/** Is there a stack, and not the announcement of one alone? */
export function isMade(stack: StackState | undefined): stack is StackState {
  return stack !== undefined && stack.status !== ANNOUNCED;
}

/** A stack by its name or ARN; undefined when there is none. */
export async function readStack(aws: Aws, nameOrId: string): Promise<StackState | undefined> {
  const stack = await describeStack(aws, nameOrId);
  if (stack === undefined) return undefined;
  const { StackName = nameOrId, StackId = nameOrId, StackStatus: status, StackStatusReason: statusReason } = stack;
  return {
    stackName: StackName,
    stackId: StackId,
    description: stack.Description ?? '',
    status: status ?? 'CREATE_COMPLETE',
    ...(statusReason !== undefined && { statusReason }),
    outputs: new Map((stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue])),
    physicalIds: status === ANNOUNCED ? new Map() : await readPhysicalIds(aws, StackId),
    parameters: new Map(
      (stack.Parameters ?? []).map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
    ),
  };
}

/** What DescribeStacks says of one stack; undefined when there is none. */
export async function describeStack(aws: Aws, nameOrId: string): Promise<Stack | undefined> {
  const { DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
  try {
    const { Stacks: [stack] = [] } = await aws.cloudFormation.send(new DescribeStacksCommand({ StackName: nameOrId }));
    return stack?.StackStatus === 'DELETE_COMPLETE' && nameOrId === stack.StackName ? undefined : stack;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** CloudFormation has no code of its own for a stack that isn't there: only the sentence tells it from a bad request. */
function isMissing(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'ValidationError' && message.endsWith('does not exist');
}

async function readPhysicalIds(aws: Aws, stackId: string): Promise<ReadonlyMap<string, string>> {
  const { ListStackResourcesCommand } = await import('@aws-sdk/client-cloudformation');
  const ids = new Map<string, string>();
  let token: string | undefined;
  do {
    const page = await aws.cloudFormation.send(new ListStackResourcesCommand({ StackName: stackId, NextToken: token }));
    for (const { LogicalResourceId = '', PhysicalResourceId, ResourceStatus } of page.StackResourceSummaries ?? []) {
      if (PhysicalResourceId !== undefined && ResourceStatus !== 'DELETE_COMPLETE') {
        ids.set(LogicalResourceId, PhysicalResourceId);
      }
    }
    token = page.NextToken;
  } while (token !== undefined);
  return ids;
}
