import type { Stage } from '../../config/types.ts';
import { LOG_RETENTION } from './log-retention.ts';
import { logicalNames } from './logical-names.ts';
import { GOES_WITH_STACK, type JsonObject, joinParts, type TemplatePart } from './part.ts';
import { getAtt, PARTITION, ref, sub } from './substitute.ts';

/** What a stage with an access log has beside its log group. */
export interface AccessLog extends TemplatePart {
  /** Properties of the stage. */
  readonly stage: JsonObject;
  /** Attributes of the stage's resource. */
  readonly attributes: JsonObject;
}

/** The log group of the one stage of a template, and the role with which API Gateway writes to it. */
export function accessLog(stage: Stage): AccessLog {
  if (stage.accessLogSettings === undefined) return { stage: {}, attributes: {} };
  const { format } = stage.accessLogSettings;
  return {
    ...joinParts([logGroup(stage, 'LogGroupOfStage'), ACCOUNT]),
    stage: { AccessLogSetting: { DestinationArn: getAtt('LogGroupOfStage', 'Arn'), Format: format } },
    attributes: { DependsOn: 'Account' },
  };
}

/** The log groups of all stages of an API, for a template without stages; and what the stacks' outputs are named. */
export interface AccessLogs extends TemplatePart {
  /** Stage → output that holds the ARN of its log group. */
  readonly outputOf: ReadonlyMap<string, string>;
}

/** The same for each of several stages, none of which is in the template. */
export function accessLogs(stages: readonly Stage[]): AccessLogs {
  const logged = stages.filter(({ accessLogSettings }) => accessLogSettings !== undefined);
  const ids = logicalNames(stages.map(({ name }) => name));
  const parts = logged.map((stage) => {
    const id = `LogGroupOfStage${ids.get(stage.name)}`;
    const output = { Description: `Log group of the stage ${stage.name}`, Value: getAtt(id, 'Arn') };
    return joinParts([logGroup(stage, id), { outputs: { [`${id}Arn`]: output } }]);
  });
  return {
    ...(logged.length === 0 ? {} : joinParts([...parts, ACCOUNT])),
    outputOf: new Map(logged.map(({ name }) => [name, `LogGroupOfStage${ids.get(name)}Arn`])),
  };
}

function logGroup({ name, accessLogSettings }: Stage, id: string): TemplatePart {
  const { destination } = accessLogSettings ?? {};
  return {
    parameters: LOG_RETENTION,
    resources: {
      [id]: {
        Type: 'AWS::Logs::LogGroup',
        ...GOES_WITH_STACK,
        Properties: {
          LogGroupName: sub(`/aws/apigateway/\${RestApi}/${name}`),
          RetentionInDays: ref('LogRetentionInDays'),
        },
      },
    },
    notes:
      destination === undefined
        ? []
        : [`The access log of the stage ${name} goes to a log group on AWS, not to ${destination}.`],
  };
}

const STAYS = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' } as const;

/**
 * The role with which API Gateway writes logs is a setting of the account and region, of which there is one: a
 * parameter keeps the one that is set. AWS checks that the role has the rights of its managed policy, so that it can't
 * have less. An account that never had an API takes no such setting, hence the dependency. CloudFormation never takes the
 * role out of the setting again: it stays, as in the AWS CDK, or every API of the region that writes with it would lose
 * its logs, and no stack could be made with the role that the account still names.
 */
const ACCOUNT: TemplatePart = {
  parameters: {
    CloudWatchRoleArn: {
      Type: 'String',
      Description: "Role for logs that API Gateway's account settings in this region have already. Empty: one is made",
      Default: '',
      AllowedPattern: '^$|^arn:aws[a-zA-Z-]*:iam::[0-9]{12}:role/.+$',
    },
  },
  conditions: { CloudWatchRoleIsMade: { 'Fn::Equals': [ref('CloudWatchRoleArn'), ''] } },
  resources: {
    RoleForApiGatewayLogs: {
      Type: 'AWS::IAM::Role',
      Condition: 'CloudWatchRoleIsMade',
      ...STAYS,
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
        ManagedPolicyArns: [sub(`arn:${PARTITION}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`)],
      },
    },
    Account: {
      Type: 'AWS::ApiGateway::Account',
      DependsOn: 'RestApi',
      ...STAYS,
      Properties: {
        CloudWatchRoleArn: {
          'Fn::If': ['CloudWatchRoleIsMade', getAtt('RoleForApiGatewayLogs', 'Arn'), ref('CloudWatchRoleArn')],
        },
      },
    },
  },
};
