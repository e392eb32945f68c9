import type { Deployment, Stage } from '@aws-sdk/client-api-gateway';
import type { Aws } from '../aws.ts';

/** The most that one answer holds. */
const PAGE = 500;

/** A stage as it is on AWS; undefined when there is none. */
export async function readStage(aws: Aws, restApiId: string, stageName: string): Promise<Stage | undefined> {
  const { GetStageCommand } = await import('@aws-sdk/client-api-gateway');
  try {
    return await aws.apiGateway.send(new GetStageCommand({ restApiId, stageName }));
  } catch (error) {
    if ((error as Error).name === 'NotFoundException') return undefined;
    throw error;
  }
}

/** All stages of an API. */
export async function readStages(aws: Aws, restApiId: string): Promise<readonly Stage[]> {
  const { GetStagesCommand } = await import('@aws-sdk/client-api-gateway');
  const { item = [] } = await aws.apiGateway.send(new GetStagesCommand({ restApiId }));
  return item;
}

/** All deployments of an API, by their ids. */
export async function readDeployments(aws: Aws, restApiId: string): Promise<ReadonlyMap<string, Deployment>> {
  const { GetDeploymentsCommand } = await import('@aws-sdk/client-api-gateway');
  const deployments = new Map<string, Deployment>();
  let position: string | undefined;
  do {
    const page = await aws.apiGateway.send(new GetDeploymentsCommand({ restApiId, position, limit: PAGE }));
    for (const deployment of page.items ?? []) deployments.set(deployment.id ?? '', deployment);
    position = page.position;
  } while (position !== undefined);
  return deployments;
}
