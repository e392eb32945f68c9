import { escapeLine } from '../../terminal/escape.ts';
import type { Logger } from '../../terminal/logger.ts';
import type { Aws } from '../aws.ts';
import { deleteObjects } from '../bucket/delete-objects.ts';
import { forEach } from './at-once.ts';
import { OWN_TAG } from './own-objects.ts';
import { describeKept, type FileToSend, planSite, type SiteUpload } from './plan-site.ts';

/**
 * Brings a bucket to what the site's folder holds: sends what changed, with the Content-Type that the local site gives
 * and no Cache-Control; then deletes what deploys have sent and is gone. Whatever else is there stays, and is named. When
 * it fails on the way, the report says what is there, and the error is the SDK's.
 */
export async function uploadSite(
  aws: Aws,
  { bucket, ...rest }: SiteUpload & { readonly bucket: string },
  logger: Logger,
): Promise<void> {
  const { colors: c } = logger;
  const { send, remove, kept, unchanged } = await planSite(aws, { bucket, ...rest });
  const all = send.flat().length;
  let sent = 0;
  try {
    for (const wave of send) {
      await forEach(wave, async (file) => {
        await put(aws, bucket, file);
        sent++;
        logger.print(`  ${c.green(file.isNew ? '+' : '~')} ${escapeLine(file.key)}  ${c.dim(file.contentType)}`);
      });
    }
    await deleteObjects(
      aws,
      bucket,
      remove.map((Key) => ({ Key })),
    );
  } catch (error) {
    logger.error(`  ${c.yellow('!')} ${halfDone({ bucket, sent, all, toRemove: remove.length })}`);
    throw error;
  }
  for (const key of remove) logger.print(`  ${c.red('-')} ${escapeLine(key)}`);
  if (kept.length > 0) logger.print(c.dim(`    ${describeKept(kept)}`));
  if (all + remove.length === 0) logger.print(`  ${c.green('✓')} the site is the same  ${c.dim(`${unchanged} files`)}`);
}

async function put(aws: Aws, bucket: string, { key, contentType, read }: FileToSend): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const Body = await read();
  await aws.s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: contentType, Tagging: OWN_TAG }),
  );
}

interface Progress {
  readonly bucket: string;
  readonly sent: number;
  readonly all: number;
  readonly toRemove: number;
}

function halfDone({ bucket, sent, all, toRemove }: Progress): string {
  const old = toRemove === 0 ? '' : ` ${toRemove} that are gone from the folder may still be there.`;
  if (sent === all) return `The bucket ${bucket} has all files of the site.${old}`;
  return `The bucket ${bucket} has ${sent} of ${all} new or changed files of the site; of the rest it has what it had before.${old}`;
}
