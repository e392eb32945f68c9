import { type APIGatewayClient, GetDeploymentsCommand, GetStageCommand, type Stage } from '@aws-sdk/client-api-gateway';
import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { AwsClients } from '../helpers/deployer.ts';
import { readStackIds } from './read-back.ts';
import { readObjects } from './read-site.ts';

/** A stage as it is, without when it was changed. */
export async function readStage(client: APIGatewayClient, restApiId: string, stageName: string): Promise<Stage> {
  const stage = await client.send(new GetStageCommand({ restApiId, stageName }));
  const { $metadata: _, lastUpdatedDate: _date, ...settings } = stage;
  return settings;
}

/** What the deployments of an API say of themselves, by their ids. */
export async function readDescriptions(
  client: APIGatewayClient,
  restApiId: string,
): Promise<ReadonlyMap<string | undefined, string | undefined>> {
  const { items = [] } = await client.send(new GetDeploymentsCommand({ restApiId, limit: 500 }));
  return new Map(items.map(({ id, description }) => [id, description]));
}

/** The stacks whose names begin so. LocalEmu names deleted ones, too. */
export async function stacksNamed(client: CloudFormationClient, name: string): Promise<readonly string[]> {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({}));
  const there = Stacks.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE');
  return there.flatMap(({ StackName = '' }) => (StackName.startsWith(name) ? [StackName] : []));
}

/** Everything that a deploy to the stage v1 could change, without the times at which nothing else changed. */
export async function readState(
  { formation, gateway, storage }: Pick<AwsClients, 'formation' | 'gateway' | 'storage'>,
  stackName: string,
): Promise<{ readonly deploymentId: string | undefined; readonly others: object }> {
  const { Stacks: [stack] = [] } = await formation.send(new DescribeStacksCommand({ StackName: stackName }));
  const { RestApi = '', SiteBucket = '' } = await readStackIds(formation, stackName);
  const { CodeBucket = '' } = await readStackIds(formation, `${stackName}-code`);
  const { deploymentId, ...stage } = await readStage(gateway, RestApi, 'v1');
  const others = {
    stage,
    content: (await readDescriptions(gateway, RestApi)).get(deploymentId),
    changeSet: stack?.ChangeSetId,
    site: await readObjects(storage, SiteBucket),
    code: await readObjects(storage, CodeBucket),
  };
  return { deploymentId, others };
}
