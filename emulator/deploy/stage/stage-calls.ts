import type { CreateDeploymentRequest, PatchOperation } from '@aws-sdk/client-api-gateway';
import type { Aws } from '../aws.ts';
import { type Wait, whenFree } from './when-free.ts';

/** CreateDeployment; gives the deployment's id. */
export async function createDeployment(aws: Aws, request: CreateDeploymentRequest, wait?: Wait): Promise<string> {
  const { CreateDeploymentCommand } = await import('@aws-sdk/client-api-gateway');
  const { id = '' } = await whenFree(() => aws.apiGateway.send(new CreateDeploymentCommand(request)), wait);
  return id;
}

/** Removes a deployment that no stage got. One that stays after all harms nobody, and what failed before is the news. */
export async function discardDeployment(aws: Aws, restApiId: string, deploymentId: string): Promise<void> {
  const { DeleteDeploymentCommand } = await import('@aws-sdk/client-api-gateway');
  await aws.apiGateway.send(new DeleteDeploymentCommand({ restApiId, deploymentId })).catch(() => undefined);
}

/** UpdateStage with all operations in one call: AWS takes all of them or none. Without any, nothing is called. */
export async function updateStage(
  aws: Aws,
  { restApiId, stageName }: { readonly restApiId: string; readonly stageName: string },
  patchOperations: readonly PatchOperation[],
  wait?: Wait,
): Promise<void> {
  if (patchOperations.length === 0) return;
  const { UpdateStageCommand } = await import('@aws-sdk/client-api-gateway');
  const command = new UpdateStageCommand({ restApiId, stageName, patchOperations: [...patchOperations] });
  await whenFree(() => aws.apiGateway.send(command), wait);
}
