import type { Logger } from '../../terminal/logger.ts';
import type { Aws } from '../aws.ts';
import { deleteObjects } from '../bucket/delete-objects.ts';
import { type FileToSend, planSite, type SiteUpload } from './plan-site.ts';

/** Files under way at the same time. */
const AT_ONCE = 8;

/**
 * Brings a bucket to what the site's folder holds, as `aws s3 sync --delete` does: sends what changed, with the
 * Content-Type that the local site gives and no Cache-Control; then deletes what is gone. When it fails on the way, the
 * report says what is there, and the error is the SDK's.
 */
export async function uploadSite(
  aws: Aws,
  { bucket, ...rest }: SiteUpload & { readonly bucket: string },
  logger: Logger,
): Promise<void> {
  const { colors: c } = logger;
  const { send, remove, unchanged } = await planSite(aws, { bucket, ...rest });
  const all = send.flat().length;
  let sent = 0;
  try {
    for (const wave of send) {
      await forEach(wave, async (file) => {
        await put(aws, bucket, file);
        sent++;
        logger.print(`  ${c.green(file.isNew ? '+' : '~')} ${file.key}  ${c.dim(file.contentType)}`);
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
  for (const key of remove) logger.print(`  ${c.red('-')} ${key}`);
  if (all + remove.length === 0) logger.print(`  ${c.green('✓')} the site is the same  ${c.dim(`${unchanged} files`)}`);
}

async function put(aws: Aws, bucket: string, { key, contentType, read }: FileToSend): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const Body = await read();
  await aws.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: contentType }));
}

/** Does `work` for each, a few at the same time. The first failure is thrown when those under way have ended. */
async function forEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const failures: unknown[] = [];
  const workThrough = async (): Promise<void> => {
    for (const item of waiting) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workThrough));
  if (failures.length > 0) throw failures[0];
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
