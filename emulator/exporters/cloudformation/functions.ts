import type { FunctionConfig } from '../../config/types.ts';
import { filled } from '../filled.ts';
import { roleFor } from './credentials.ts';
import { type Environments, readEnvironments } from './environment.ts';
import { LOG_RETENTION } from './log-retention.ts';
import { GOES_WITH_STACK, type JsonObject, joinParts, type TemplatePart } from './part.ts';
import { getAtt, ref, sub } from './substitute.ts';

/** `allPets` as the stack names it: names begin with a parameter, so that a stack can stand beside another one. */
export function functionName(name: string): string {
  return `\${FunctionNamePrefix}${name}`;
}

/** The parameter that holds the key of a function's zip file. */
export function codeKeyParameter(id: string): string {
  return `${id}CodeKey`;
}

/** The functions, each with its log group and a role that may write to it and nothing else. */
export function functionParts(
  functions: ReadonlyMap<string, FunctionConfig>,
  ids: ReadonlyMap<string, string>,
): TemplatePart {
  if (functions.size === 0) return {};
  const environments = readEnvironments([...functions.values()]);
  const parts = [...functions.values()].map((config) => functionPart(config, ids.get(config.name) ?? '', environments));
  const notes = [
    'A function may write its log and nothing else: what its code calls besides has to be added to its role.',
  ];
  return joinParts([{ parameters: COMMON_PARAMETERS, notes }, environments, ...parts]);
}

const COMMON_PARAMETERS = {
  CodeBucket: { Type: 'String', Description: 'Bucket that holds the zip files of the functions', MinLength: 3 },
  FunctionNamePrefix: {
    Type: 'String',
    Description: 'What the names of the functions begin with, for a second stack in the same account and region',
    Default: '',
    AllowedPattern: '^[a-zA-Z0-9_-]*$',
  },
  ...LOG_RETENTION,
};

function functionPart(config: FunctionConfig, id: string, { variables }: Environments): TemplatePart {
  const { name, reservedConcurrency, eventInvokeConfig } = config;
  const resources = {
    [`${id}LogGroup`]: {
      Type: 'AWS::Logs::LogGroup',
      ...GOES_WITH_STACK,
      Properties: {
        LogGroupName: sub(`/aws/lambda/${functionName(name)}`),
        RetentionInDays: ref('LogRetentionInDays'),
      },
    },
    [`${id}Role`]: roleFor('lambda.amazonaws.com', 'log', [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: getAtt(`${id}LogGroup`, 'Arn'),
      },
    ]),
    [`${id}Function`]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: sub(functionName(name)),
        Runtime: config.runtime,
        Handler: config.handler,
        Code: { S3Bucket: ref('CodeBucket'), S3Key: ref(codeKeyParameter(id)) },
        Role: getAtt(`${id}Role`, 'Arn'),
        MemorySize: config.memorySize,
        Timeout: config.timeout,
        ...filled({ Environment: filled({ Variables: variables(config) }) }),
        ...(reservedConcurrency !== undefined && { ReservedConcurrentExecutions: reservedConcurrency }),
        LoggingConfig: { LogGroup: ref(`${id}LogGroup`) },
      },
    },
    ...(eventInvokeConfig && { [`${id}EventInvokeConfig`]: eventInvoke(eventInvokeConfig, id) }),
  };
  const parameters = {
    [codeKeyParameter(id)]: { Type: 'String', Description: `Key of the zip file of ${name}`, Default: `${name}.zip` },
  };
  return { parameters, resources };
}

function eventInvoke(config: NonNullable<FunctionConfig['eventInvokeConfig']>, id: string): JsonObject {
  return {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: ref(`${id}Function`),
      Qualifier: '$LATEST',
      MaximumRetryAttempts: config.maximumRetryAttempts,
      MaximumEventAgeInSeconds: config.maximumEventAgeInSeconds,
    },
  };
}
