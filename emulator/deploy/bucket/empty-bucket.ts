import type { ObjectIdentifier } from '@aws-sdk/client-s3';
import type { Logger } from '../../terminal/logger.ts';
import { count } from '../../terminal/problems.ts';
import type { Aws } from '../aws.ts';
import { deleteObjects } from './delete-objects.ts';
import { listVersions } from './list-versions.ts';

/** Deletes all that a bucket holds, old versions too: CloudFormation deletes empty buckets alone. Throws as deleteObjects does. */
export async function emptyBucket(aws: Aws, bucket: string, logger: Logger): Promise<void> {
  const { colors: c } = logger;
  // To the end first: a listing goes on from its last entry, which is better still there.
  const versions: ObjectIdentifier[] = [];
  for await (const page of listVersions(aws, bucket)) versions.push(...page);
  if (versions.length === 0) return;
  await deleteObjects(aws, bucket, versions);
  logger.print(`  ${c.green('✓')} ${bucket}  ${c.dim(`emptied of ${count(versions.length, 'object')}`)}`);
}

/** How many objects, and versions of them, a bucket holds. */
export async function countVersions(aws: Aws, bucket: string): Promise<number> {
  let number = 0;
  for await (const page of listVersions(aws, bucket)) number += page.length;
  return number;
}
