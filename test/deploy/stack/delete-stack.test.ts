import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deleteStack } from '../../../emulator/deploy/stack/delete-stack.ts';
import { OffstageError } from '../../../emulator/errors/offstage-error.ts';
import { type CloudFormation, startCloudFormation } from './cloudformation.ts';

let aws: CloudFormation;
beforeEach(async () => {
  aws = await startCloudFormation();
});
afterEach(() => aws.close());

const remove = (): Promise<void> => deleteStack(aws.aws, 'pets', aws.report);

describe('deleteStack', () => {
  it('deletes a stack and prints each resource that is gone', async () => {
    aws.stack = {
      status: 'CREATE_COMPLETE',
      resources: { Role: 'AWS::IAM::Role', RestApi: 'AWS::ApiGateway::RestApi' },
    };
    aws.script.events = [
      [['pets', '', 'DELETE_IN_PROGRESS']],
      [
        ['RestApi', 'AWS::ApiGateway::RestApi', 'DELETE_COMPLETE'],
        ['Role', 'AWS::IAM::Role', 'DELETE_COMPLETE'],
        ['pets', '', 'DELETE_COMPLETE'],
      ],
    ];
    await remove();
    expect(aws.printed()).toBe('  ✓ RestApi  deleted  ApiGateway::RestApi\n  ✓ Role     deleted  IAM::Role\n');
    expect(aws.changes()).toEqual(['DeleteStack']);
  });

  it('does nothing where there is no stack', async () => {
    await remove();
    expect(aws.changes()).toEqual([]);
  });

  it('says what is left where CloudFormation can not delete it', async () => {
    aws.stack = { status: 'CREATE_COMPLETE', resources: { SiteBucket: 'AWS::S3::Bucket' } };
    aws.script.events = [
      [
        ['SiteBucket', 'AWS::S3::Bucket', 'DELETE_FAILED', 'The bucket you tried to delete is not empty'],
        ['pets', '', 'DELETE_FAILED'],
      ],
    ];
    aws.script.after = { status: 'DELETE_FAILED', resources: { SiteBucket: 'AWS::S3::Bucket' } };
    const error = await remove().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OffstageError);
    const [explanation] = (error as OffstageError).explanations;
    expect(explanation).toMatchObject({
      code: 'deploy-stack-left',
      detail: 'SiteBucket: The bucket you tried to delete is not empty',
    });
    expect(explanation?.what).toContain('SiteBucket is left');
  });

  it('leaves a stack alone that CloudFormation is at work on', async () => {
    aws.stack = { status: 'UPDATE_IN_PROGRESS' };
    await expect(remove()).rejects.toThrow('at work on the stack pets');
    expect(aws.changes()).toEqual([]);
  });
});
