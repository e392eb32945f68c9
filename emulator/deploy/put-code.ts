import type { Around } from './around.ts';
import type { Aws } from './aws.ts';
import { listObjects } from './bucket/list-objects.ts';
import { uploadCode } from './code/upload-code.ts';
import type { Plan } from './plan.ts';
import { ensureCodeBucket } from './stack/code-bucket.ts';
import { codeStackName } from './stack/stack-name.ts';

/**
 * The bucket for code, made where it isn't there yet, with the zip files of the functions in it and the template where
 * it is too long to be sent. Undefined: the deploy needs no bucket.
 */
export async function putCode(
  aws: Aws,
  { input, packages, text, needsBucket }: Plan,
  { journal, logger }: Pick<Around, 'journal' | 'logger'>,
): Promise<string | undefined> {
  if (!needsBucket) return undefined;
  const stack = codeStackName(input.stackName);
  const bucket = await journal.step(
    {
      during: `CloudFormation may be at work on the stack ${stack}, and goes on with it.`,
      done: (found) => (found.isNew ? `The stack ${stack} with the bucket ${found.name} is there.` : undefined),
    },
    () => ensureCodeBucket(aws, input.stackName, logger),
  );
  const partly = `Some files may have come into the bucket ${bucket.name}.`;
  await journal.step({ during: partly, failed: partly, done: () => undefined }, async () => {
    await uploadCode(aws, bucket.name, packages, logger);
    if (text.key !== undefined) await uploadTemplate(aws, bucket.name, text.key, text.text);
  });
  return bucket.name;
}

/** Puts a template into the bucket; false: it was there. */
export async function uploadTemplate(aws: Aws, bucket: string, key: string, text: string): Promise<boolean> {
  if ((await listObjects(aws, bucket)).has(key)) return false;
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  await aws.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: 'application/json' }));
  return true;
}
