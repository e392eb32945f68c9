import type { ListObjectVersionsCommandOutput, ObjectIdentifier } from '@aws-sdk/client-s3';
import type { Aws } from '../aws.ts';

/**
 * Everything that keeps a bucket from being deleted, page by page (up to 1,000 each): every version of every object,
 * and the marks of deleted ones. A bucket that isn't there has no pages.
 */
export async function* listVersions(aws: Aws, bucket: string): AsyncGenerator<readonly ObjectIdentifier[]> {
  const { ListObjectVersionsCommand } = await import('@aws-sdk/client-s3');
  let next: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (next !== undefined) {
    const page: ListObjectVersionsCommandOutput | undefined = await aws.s3
      .send(new ListObjectVersionsCommand({ Bucket: bucket, ...next }))
      .catch(ignoreMissing);
    if (page === undefined) return;
    const all = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    if (all.length > 0) yield all.map(({ Key, VersionId }) => ({ Key, VersionId }));
    next = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
}

function ignoreMissing(error: unknown): undefined {
  if ((error as Error).name !== 'NoSuchBucket') throw error;
}
