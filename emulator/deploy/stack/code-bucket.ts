import type { Logger } from '../../terminal/logger.ts';
import type { Aws } from '../aws.ts';
import { changeStack } from './change-stack.ts';
import { readStack, type StackState } from './read-stack.ts';
import { CODE_DESCRIPTION, checkStackIsOfCode, checkStackRests } from './stack-condition.ts';
import { codeStackName } from './stack-name.ts';

const TEMPLATE = {
  AWSTemplateFormatVersion: '2010-09-09',
  Description: CODE_DESCRIPTION,
  Resources: {
    CodeBucket: {
      Type: 'AWS::S3::Bucket',
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    },
  },
  Outputs: { CodeBucket: { Value: { Ref: 'CodeBucket' } } },
};

/** The bucket for the code of a stack; undefined: it isn't made yet. */
export async function findCodeBucket(aws: Aws, stackName: string): Promise<string | undefined> {
  return bucketOf(await readCodeStack(aws, stackName));
}

/** The private bucket for the code of a stack, which is in a stack of its own; made when it isn't there. */
export async function ensureCodeBucket(
  aws: Aws,
  stackName: string,
  logger: Logger,
): Promise<{ readonly name: string; readonly isNew: boolean }> {
  const before = await readCodeStack(aws, stackName);
  const found = bucketOf(before);
  if (found !== undefined) return { name: found, isNew: false };
  const input = { stackName: codeStackName(stackName), template: { body: JSON.stringify(TEMPLATE) }, parameters: [] };
  const { state } = await changeStack(aws, input, before, logger);
  return { name: bucketOf(state) ?? '', isNew: true };
}

async function readCodeStack(aws: Aws, stackName: string): Promise<StackState | undefined> {
  const state = await readStack(aws, codeStackName(stackName));
  checkStackRests(state);
  checkStackIsOfCode(state);
  return state;
}

function bucketOf(state: StackState | undefined): string | undefined {
  return state?.outputs.get('CodeBucket');
}
