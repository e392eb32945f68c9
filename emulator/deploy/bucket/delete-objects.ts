import type { ObjectIdentifier } from '@aws-sdk/client-s3';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import type { Aws } from '../aws.ts';

/** Of one call of DeleteObjects. */
const MOST_KEYS = 1000;
/** Keys that a failure names. */
const NAMED = 5;
/** Keys may have characters that XML has no way to write; DeleteObjects is XML. */
const BEYOND_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Deletes objects, or versions of them, as many with each call as S3 takes. Whatever S3 refuses is left and the rest
 * deleted; then it throws an OffstageError that says which keys are left, and why.
 */
export async function deleteObjects(aws: Aws, bucket: string, objects: readonly ObjectIdentifier[]): Promise<void> {
  const { DeleteObjectCommand, DeleteObjectsCommand } = await import('@aws-sdk/client-s3');
  const refused: { key: string; code: string; message: string }[] = [];
  const plain = objects.filter(({ Key = '' }) => !BEYOND_XML.test(Key));
  for (let start = 0; start < plain.length; start += MOST_KEYS) {
    const Objects = plain.slice(start, start + MOST_KEYS);
    const { Errors = [] } = await aws.s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    for (const { Key: key = '', Code: code = '', Message: message = '' } of Errors) {
      refused.push({ key, code, message });
    }
  }
  for (const { Key = '', VersionId } of objects) {
    if (BEYOND_XML.test(Key)) await aws.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
  }
  if (refused.length === 0) return;
  const facts = { bucket, count: refused.length, refused: refused.slice(0, NAMED) };
  const detail = [...new Set(refused.map(({ message }) => message).filter((message) => message !== ''))].join('\n');
  throw new OffstageError(explain('deploy-keys-left', facts, { detail }));
}
