import type { CreateDeploymentRequest, PatchOperation } from '@aws-sdk/client-api-gateway';
import type { Aws } from '../aws.ts';
import { type Wait, whenFree } from './when-free.ts';

/** CreateDeployment; gives the deployment's id. */
export async function createDeployment(aws: Aws, request: CreateDeploymentRequest, wait?: Wait): Promise<string> {
  const { CreateDeploymentCommand } = await import('@aws-sdk/client-api-gateway');
  const { id = '' } = await whenFree(() => aws.apiGateway.send(new CreateDeploymentCommand(request)), wait);
  return id;
}

/**
 * Removes a deployment if no stage has got it: AWS refuses to delete one that a stage serves. One that stays after all
 * harms nobody, and what failed before is the news.
 */
export async function discardDeployment(aws: Aws, restApiId: string, deploymentId: string): Promise<void> {
  const { DeleteDeploymentCommand } = await import('@aws-sdk/client-api-gateway');
  await aws.apiGateway.send(new DeleteDeploymentCommand({ restApiId, deploymentId })).catch(() => undefined);
}

/**
 * AWS refuses more in one call: "Update size too large. Try updating stage in multiple UpdateStage operations". Where
 * that begins is nowhere documented; 80 is what serverless-api-gateway-caching found to be taken.
 */
const MOST_OPERATIONS = 80;

/**
 * UpdateStage in as few calls as AWS takes, in the order of the operations: of each call it takes all operations or none.
 * Without any, nothing is called.
 */
export async function updateStage(
  aws: Aws,
  { restApiId, stageName }: { readonly restApiId: string; readonly stageName: string },
  patchOperations: readonly PatchOperation[],
  wait?: Wait,
): Promise<void> {
  const { UpdateStageCommand } = await import('@aws-sdk/client-api-gateway');
  for (let start = 0; start < patchOperations.length; start += MOST_OPERATIONS) {
    const part = patchOperations.slice(start, start + MOST_OPERATIONS);
    const command = new UpdateStageCommand({ restApiId, stageName, patchOperations: part });
    await whenFree(() => aws.apiGateway.send(command), wait);
  }
}
