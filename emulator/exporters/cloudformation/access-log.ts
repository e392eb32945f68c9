import type { Stage } from '../../config/types.ts';
import { LOG_RETENTION } from './log-retention.ts';
import { GOES_WITH_STACK, type JsonObject, type TemplatePart } from './part.ts';
import { getAtt, PARTITION, ref, sub } from './substitute.ts';

/** What a stage with an access log has beside its log group. */
export interface AccessLog extends TemplatePart {
  /** Properties of the stage. */
  readonly stage: JsonObject;
  /** Attributes of the stage's resource. */
  readonly attributes: JsonObject;
}

/**
 * The log group of a stage's access log, and the role with which API Gateway writes to it. The role is a setting of the
 * account and region, of which there is one: a parameter keeps the one that is set. AWS checks that the role has the
 * rights of its managed policy, so that it can't have less.
 */
export function accessLog({ name, accessLogSettings }: Stage): AccessLog {
  if (accessLogSettings === undefined) return { stage: {}, attributes: {} };
  const { format, destination } = accessLogSettings;
  return {
    stage: { AccessLogSetting: { DestinationArn: getAtt('LogGroupOfStage', 'Arn'), Format: format } },
    attributes: { DependsOn: 'Account' },
    parameters: {
      ...LOG_RETENTION,
      CloudWatchRoleArn: {
        Type: 'String',
        Description:
          "Role for logs that API Gateway's account settings in this region have already. Empty: one is made",
        Default: '',
        AllowedPattern: '^$|^arn:aws[a-zA-Z-]*:iam::[0-9]{12}:role/.+$',
      },
    },
    conditions: { CloudWatchRoleIsMade: { 'Fn::Equals': [ref('CloudWatchRoleArn'), ''] } },
    resources: {
      LogGroupOfStage: {
        Type: 'AWS::Logs::LogGroup',
        ...GOES_WITH_STACK,
        Properties: {
          LogGroupName: sub(`/aws/apigateway/\${RestApi}/${name}`),
          RetentionInDays: ref('LogRetentionInDays'),
        },
      },
      RoleForApiGatewayLogs: {
        Type: 'AWS::IAM::Role',
        Condition: 'CloudWatchRoleIsMade',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' },
            ],
          },
          ManagedPolicyArns: [
            sub(`arn:${PARTITION}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`),
          ],
        },
      },
      Account: {
        Type: 'AWS::ApiGateway::Account',
        Properties: {
          CloudWatchRoleArn: {
            'Fn::If': ['CloudWatchRoleIsMade', getAtt('RoleForApiGatewayLogs', 'Arn'), ref('CloudWatchRoleArn')],
          },
        },
      },
    },
    notes:
      destination === undefined
        ? []
        : [`The access log of the stage ${name} goes to a log group on AWS, not to ${destination}.`],
  };
}
