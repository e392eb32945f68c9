import type { Logger } from '../terminal/logger.ts';
import type { Aws } from './aws.ts';
import { emptyBucket } from './bucket/empty-bucket.ts';
import { REST_API } from './plan.ts';
import type { ResourceChange } from './stack/change-set.ts';
import type { StackState } from './stack/read-stack.ts';
import { releaseUsagePlans } from './stage/usage-plans.ts';

/**
 * What goes with a change of a stack is made so that CloudFormation can delete it: a bucket is emptied, a usage plan
 * lets go of the stages. AWS deletes no other, and CloudFormation would leave it behind.
 */
export async function makeWay(
  aws: Aws,
  planned: readonly ResourceChange[],
  before: StackState | undefined,
  report: Logger,
): Promise<void> {
  const going = (type: string): string[] =>
    planned.flatMap((change) => {
      const goes = change.type === type && (change.action === 'remove' || change.action === 'replace');
      return (goes && before?.physicalIds.get(change.logicalId)) || [];
    });
  for (const bucket of going('AWS::S3::Bucket')) await emptyBucket(aws, bucket, report);
  const plans = new Set(going('AWS::ApiGateway::UsagePlan'));
  const restApiId = before?.physicalIds.get(REST_API);
  if (plans.size > 0 && restApiId !== undefined) await releaseUsagePlans(aws, restApiId, { only: plans });
}
