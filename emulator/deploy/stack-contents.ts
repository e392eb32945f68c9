import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { Colors } from '../terminal/colors.ts';
import { count } from '../terminal/problems.ts';
import type { Aws } from './aws.ts';
import { countVersions } from './bucket/empty-bucket.ts';
import type { StackState } from './stack/read-stack.ts';
import { readStages } from './stage/stages-on-aws.ts';

/** What goes with a stack. */
export interface StackContents {
  readonly stack: StackState;
  /** Of its APIs. */
  readonly stages: readonly string[];
  readonly buckets: readonly { readonly name: string; readonly objects: number }[];
  /** Physical ids of all resources by their type. */
  readonly resources: ReadonlyMap<string, readonly string[]>;
}

/** Reads what a stack holds, and what its resources hold that no template knows: stages, and objects of buckets. */
export async function readContents(aws: Aws, stack: StackState): Promise<StackContents> {
  const resources = new Map<string, string[]>();
  for (const { ResourceType = '', PhysicalResourceId = '' } of await readResources(aws, stack)) {
    resources.set(ResourceType, [...(resources.get(ResourceType) ?? []), PhysicalResourceId]);
  }
  const stages: string[] = [];
  for (const restApiId of resources.get(REST_API) ?? []) {
    stages.push(...(await readStages(aws, restApiId).catch(ignoreMissing)).map(({ stageName = '' }) => stageName));
  }
  const buckets: { name: string; objects: number }[] = [];
  for (const name of resources.get(BUCKET) ?? []) buckets.push({ name, objects: await countVersions(aws, name) });
  return { stack, stages, buckets, resources };
}

const REST_API = 'AWS::ApiGateway::RestApi';
const BUCKET = 'AWS::S3::Bucket';

/** The rest of what somebody may miss, in the order in which it is told. */
const KINDS: readonly (readonly [type: string, noun: string, shows: 'names' | 'number'])[] = [
  [REST_API, 'API', 'names'],
  ['AWS::Lambda::Function', 'function', 'names'],
  ['AWS::ApiGateway::ApiKey', 'API key', 'number'],
  ['AWS::ApiGateway::UsagePlan', 'usage plan', 'number'],
  ['AWS::DynamoDB::Table', 'table', 'names'],
  ['AWS::Logs::LogGroup', 'log group', 'number'],
];

/** One line for each kind of thing, `7 functions  allPets, onePet, …`; what nobody would miss is counted. */
export function renderContents({ resources, stages, buckets }: StackContents, { dim }: Colors): string[] {
  const lines = KINDS.flatMap(([type, noun, shows]) => {
    const ids = resources.get(type) ?? [];
    if (ids.length === 0) return [];
    const own = [line(count(ids.length, noun), shows === 'names' ? ids.join(', ') : '')];
    return type === REST_API && stages.length > 0
      ? [...own, line(count(stages.length, 'stage'), stages.join(', '))]
      : own;
  });
  for (const { name, objects } of buckets) lines.push(line('1 bucket', `${name} with ${count(objects, 'object')}`));
  const told = new Set([...KINDS.map(([type]) => type), BUCKET]);
  const others = [...resources].reduce((sum, [type, ids]) => sum + (told.has(type) ? 0 : ids.length), 0);
  if (others > 0) lines.push(line(`${others} more`, dim('roles, permissions and the like')));
  return lines;
}

function line(what: string, which: string): string {
  return `    ${what.padEnd(14)}  ${which}`.trimEnd();
}

async function readResources(aws: Aws, { stackId, physicalIds }: StackState): Promise<readonly StackResourceSummary[]> {
  // One that was announced and never made has no list.
  if (physicalIds.size === 0) return [];
  const { paginateListStackResources } = await import('@aws-sdk/client-cloudformation');
  const resources: StackResourceSummary[] = [];
  for await (const page of paginateListStackResources({ client: aws.cloudFormation }, { StackName: stackId })) {
    resources.push(...(page.StackResourceSummaries ?? []));
  }
  return resources.filter((one) => one.PhysicalResourceId !== undefined && one.ResourceStatus !== 'DELETE_COMPLETE');
}

function ignoreMissing(error: unknown): [] {
  if ((error as Error).name !== 'NotFoundException') throw error;
  return [];
}
