import { createHash } from 'node:crypto';
import type { Parameter } from '@aws-sdk/client-cloudformation';
import type { Aws } from '../aws.ts';
import type { StackInput } from './change-set.ts';

/** CloudFormation takes a larger template from a bucket only. */
const LONGEST_BODY = 51_200;

/** A template as it is sent: its text, and where it lies in the bucket of the code when it is too long to be sent. */
export interface TemplateText {
  readonly text: string;
  /** Undefined: it needs no bucket. */
  readonly key: string | undefined;
}

/** The text of a template. The same template has the same key, which has its hash in it. */
export function templateText(template: object): TemplateText {
  const text = JSON.stringify(template);
  if (Buffer.byteLength(text) <= LONGEST_BODY) return { text, key: undefined };
  return { text, key: `template-${createHash('sha256').update(text).digest('hex').slice(0, 32)}.json` };
}

/** What the stack is to become, from a template that is in the bucket by now if it has to be. */
export function stackInput(
  aws: Aws,
  {
    stackName,
    template,
    bucket,
    parameters,
  }: {
    readonly stackName: string;
    readonly template: TemplateText;
    readonly bucket: string | undefined;
    readonly parameters: readonly Parameter[];
  },
): StackInput {
  const { text, key } = template;
  if (key === undefined || bucket === undefined) return { stackName, template: { body: text }, parameters };
  return { stackName, template: { url: objectUrl(aws, bucket, key) }, parameters };
}

function objectUrl({ endpointUrl, region }: Aws, bucket: string, key: string): string {
  if (endpointUrl !== undefined) return `${endpointUrl}/${bucket}/${key}`;
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${bucket}.s3.${region}.${suffix}/${key}`;
}
