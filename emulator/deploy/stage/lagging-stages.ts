import type { Aws } from '../aws.ts';
import { deployedHash } from './deployment-description.ts';
import { readDeployments, readStages } from './stages-on-aws.ts';

/** A stage on AWS, or its canary, that serves something else than the API is now. */
export interface LaggingStage {
  readonly stageName: string;
  readonly isCanary: boolean;
  readonly deploymentId: string;
  readonly createdDate?: Date;
  /** Did something else deploy it (the console, another tool)? What it serves is unknown then. */
  readonly isUnknown: boolean;
  /** What brings it up to date. */
  readonly command: string;
}

/** The stages of an API, and their canaries, whose deployments don't carry the hash of what the API is now. */
export async function laggingStages(
  aws: Aws,
  { restApiId, contentHash }: { readonly restApiId: string; readonly contentHash: string },
): Promise<readonly LaggingStage[]> {
  const [stages, deployments] = await Promise.all([readStages(aws, restApiId), readDeployments(aws, restApiId)]);
  const hashOf = (id: string): string | undefined => deployedHash(deployments.get(id)?.description);
  return stages.flatMap(({ stageName = '', deploymentId = '', canarySettings }) => {
    const { deploymentId: canary, percentTraffic = 0 } = canarySettings ?? {};
    const isNew = canary !== undefined && hashOf(canary) === contentHash;
    const deploy = `offstage deploy --stage ${stageName}`;
    const canaryFirst = `${deploy} --canary ${percentTraffic}`;
    const served = [
      { id: deploymentId, isCanary: false, command: canary === undefined ? deploy : `${deploy} --promote` },
      ...(canary === undefined ? [] : [{ id: canary, isCanary: true, command: canaryFirst }]),
    ];
    return served
      .filter(({ id }) => hashOf(id) !== contentHash)
      .map(({ id, isCanary, command }): LaggingStage => {
        const createdDate = deployments.get(id)?.createdDate;
        return {
          stageName,
          isCanary,
          deploymentId: id,
          ...(createdDate !== undefined && { createdDate }),
          isUnknown: hashOf(id) === undefined,
          // An old canary would be promoted otherwise.
          command: isCanary || canary === undefined || isNew ? command : canaryFirst,
        };
      });
  });
}

/** One line about a stage that lags behind, with the command that brings it up to date. */
export function describeLag(lagging: LaggingStage): string {
  const { stageName, isCanary, deploymentId, createdDate, isUnknown, command } = lagging;
  const who = isCanary ? `The canary of the stage ${stageName}` : `The stage ${stageName}`;
  const of = createdDate === undefined ? '' : ` of ${createdDate.toISOString().slice(0, 10)}`;
  const what = isUnknown
    ? 'was deployed by something else, and what it serves is unknown'
    : 'serves the API as it was before';
  return `${who} ${what} (deployment ${deploymentId}${of}): ${command}`;
}
