import type { Aws } from '../aws.ts';

/** The objects of a bucket, key → ETag without its quotes: of an object that was sent in one part, its MD5. */
export async function listObjects(aws: Aws, bucket: string): Promise<ReadonlyMap<string, string>> {
  const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
  const objects = new Map<string, string>();
  let token: string | undefined;
  do {
    const page = await aws.s3.send(new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token }));
    for (const { Key = '', ETag = '' } of page.Contents ?? []) objects.set(Key, ETag.replaceAll('"', ''));
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
  return objects;
}
