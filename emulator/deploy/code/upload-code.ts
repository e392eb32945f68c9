import type { Logger } from '../../terminal/logger.ts';
import type { Aws } from '../aws.ts';
import { listObjects } from '../bucket/list-objects.ts';
import type { FunctionPackage } from './package-functions.ts';

/** The zip files that a bucket lacks. A key has its content's hash in it: what is there need not be sent again. */
export async function missingCode(
  aws: Aws,
  bucket: string,
  packages: readonly FunctionPackage[],
): Promise<readonly FunctionPackage[]> {
  const known = new Set((await listObjects(aws, bucket)).keys());
  return uniqueByKey(packages).filter(({ key }) => !known.has(key));
}

/** Sends the functions' zip files to the bucket of the code, those alone that it lacks. */
export async function uploadCode(
  aws: Aws,
  bucket: string,
  packages: readonly FunctionPackage[],
  logger: Logger,
): Promise<void> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const { colors: c } = logger;
  for (const { key, zip } of await missingCode(aws, bucket, packages)) {
    await aws.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: zip, ContentType: 'application/zip' }));
    logger.print(`  ${c.green('✓')} ${key}  ${c.dim(`${Math.ceil(zip.byteLength / 1000)} kB`)}`);
  }
}

function uniqueByKey(packages: readonly FunctionPackage[]): FunctionPackage[] {
  return [...new Map(packages.map((one) => [one.key, one])).values()];
}
