import type { DeployTemplate } from '../../exporters/cloudformation/deploy-template.ts';
import type { Aws } from '../aws.ts';
import type { StackState } from './read-stack.ts';

const PARAMETER = 'CloudWatchRoleArn';

/**
 * The role with which API Gateway writes logs in this account and region, where somebody has set one: a stack that came
 * with a role of its own would take it away from every other API. Empty where the stack needs none or has set it itself.
 */
export async function readAccountRole(
  aws: Aws,
  { template }: DeployTemplate,
  before: StackState | undefined,
): Promise<ReadonlyMap<string, string>> {
  const isNeeded = Object.hasOwn(template.Parameters ?? {}, PARAMETER);
  if (!isNeeded || before?.parameters.has(PARAMETER)) return new Map();
  const { GetAccountCommand } = await import('@aws-sdk/client-api-gateway');
  const { cloudwatchRoleArn = '' } = await aws.apiGateway.send(new GetAccountCommand({}));
  return new Map([[PARAMETER, cloudwatchRoleArn]]);
}
