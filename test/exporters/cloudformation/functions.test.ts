import { describe, expect, it } from 'vitest';
import { exported, ofType, small } from './exported.ts';

describe('the functions of a template', () => {
  it('have their settings, and their code by parameters', async () => {
    const settings = { runtime: 'nodejs24.x', memorySize: 512, timeout: 20, reservedConcurrency: 7 };
    const template = await exported({ ...small, functions: { 'all-pets': settings, one: {} } });
    expect(ofType(template, 'AWS::Lambda::Function')).toMatchObject({
      AllPetsFunction: {
        FunctionName: { 'Fn::Sub': '${FunctionNamePrefix}all-pets' },
        Runtime: 'nodejs24.x',
        Handler: 'functions/all-pets.handler',
        MemorySize: 512,
        Timeout: 20,
        ReservedConcurrentExecutions: 7,
        Code: { S3Bucket: { Ref: 'CodeBucket' }, S3Key: { Ref: 'AllPetsCodeKey' } },
        Role: { 'Fn::GetAtt': ['AllPetsRole', 'Arn'] },
        LoggingConfig: { LogGroup: { Ref: 'AllPetsLogGroup' } },
      },
      OneFunction: { Runtime: 'nodejs22.x', MemorySize: 128, Timeout: 3 },
    });
    expect(template.resources.OneFunction?.Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(template.resources.OneFunction?.Properties).not.toHaveProperty('Environment');
    expect(template.parameters).toMatchObject({
      AllPetsCodeKey: { Default: 'all-pets.zip' },
      FunctionNamePrefix: { Default: '' },
    });
    expect(template.parameters.CodeBucket).not.toHaveProperty('Default');
  });

  it('that reserve nothing for themselves never run, on AWS too', async () => {
    const template = await exported({ ...small, functions: { one: { reservedConcurrency: 0 } } });
    expect(template.resources.OneFunction?.Properties.ReservedConcurrentExecutions).toBe(0);
  });

  it('may write to their own log groups and nothing else', async () => {
    const template = await exported({ ...small, functions: { one: {}, two: {} } });
    expect(ofType(template, 'AWS::Logs::LogGroup').OneLogGroup).toEqual({
      LogGroupName: { 'Fn::Sub': '/aws/lambda/${FunctionNamePrefix}one' },
      RetentionInDays: { Ref: 'LogRetentionInDays' },
    });
    const statement = {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: { 'Fn::GetAtt': ['OneLogGroup', 'Arn'] },
    };
    expect(ofType(template, 'AWS::IAM::Role').OneRole).toEqual({
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [{ PolicyName: 'log', PolicyDocument: { Version: '2012-10-17', Statement: [statement] } }],
    });
  });

  it('get what the .env file says by parameters that nobody is shown', async () => {
    const environment = { DB: 'postgres://me:${DB_PASSWORD}@db/${y-z}', AGAIN: '${DB_PASSWORD}', PLAIN: 'a${b-c}' };
    const template = await exported(
      { ...small, functions: { one: { environment } } },
      { env: { DB_PASSWORD: 'a-very-secret-word' } },
    );
    expect(template.resources.OneFunction?.Properties.Environment).toEqual({
      Variables: {
        DB: { 'Fn::Sub': 'postgres://me:${EnvOfDbPassword}@db/${!y-z}' },
        AGAIN: { 'Fn::Sub': '${EnvOfDbPassword}' },
        PLAIN: 'a${b-c}',
      },
    });
    expect(template.parameters.EnvOfDbPassword).toMatchObject({ NoEcho: true });
    expect(template.text).not.toContain('a-very-secret-word');
  });

  it('that know an address of this machine are told', async () => {
    const environment = { TABLES: 'http://127.0.0.1:8000', HOST: 'http://localhost.example.com' };
    const { notes } = await exported({ ...small, functions: { one: { environment } } });
    expect(notes.filter((note) => note.includes('this machine'))).toEqual([
      "TABLES of the function one is an address of this machine, which AWS can't reach.",
    ]);
  });

  it('keep what becomes of failed events', async () => {
    const eventInvokeConfig = { maximumRetryAttempts: 0 };
    const template = await exported({ ...small, functions: { one: { eventInvokeConfig }, two: {} } });
    expect(ofType(template, 'AWS::Lambda::EventInvokeConfig')).toEqual({
      OneEventInvokeConfig: {
        FunctionName: { Ref: 'OneFunction' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 0,
        MaximumEventAgeInSeconds: 21_600,
      },
    });
  });
});
