import { toKeyFile } from '../../static-site/resolve.ts';
import type { Aws } from '../aws.ts';
import { forEach } from './at-once.ts';

const KEY = 'offstage';
const VALUE = 'site';

/** What deploys put on each object of the site, as PutObject takes it. No visitor sees tags. */
export const OWN_TAG: string = `${KEY}=${VALUE}`;

/** Those of the keys that deploys have sent: what else is in the bucket (uploads, reports) isn't theirs to delete. */
export async function ownObjects(aws: Aws, bucket: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const { GetObjectTaggingCommand } = await import('@aws-sdk/client-s3');
  const own = new Set<string>();
  // No file of a site is named `a//b`, `../a` or `.env`.
  const possible = keys.filter((key) => toKeyFile(key).kind === 'file');
  await forEach(possible, async (key) => {
    const { TagSet = [] } = await aws.s3.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }));
    if (TagSet.some(({ Key, Value }) => Key === KEY && Value === VALUE)) own.add(key);
  });
  return own;
}
