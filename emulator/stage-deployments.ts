import type { Project, Stage } from './config/types.ts';
import { type DeploymentFile, isDeploymentId, readDeploymentFile } from './deployments/deployment-files.ts';
import { describeStage } from './deployments/describe-stage.ts';
import { StageRefusal } from './deployments/refusal.ts';
import { updateStage } from './deployments/update-stage.ts';
import type { Deployment } from './gateway/exchange.ts';
import type { EmulatorOptions, UpdateStageInput } from './options.ts';

/** Every stage of every API of the project, as the pipeline takes it: live, pinned, with its canary. */
export function deploymentsOf(
  { apis, access, iamUsers, snapshots }: Project,
  { disableAuthorizer: authorizersDisabled }: EmulatorOptions,
): readonly Deployment[] {
  return apis.flatMap((api) =>
    api.stages.map((stage): Deployment => {
      const files = snapshots?.has(stage.deploymentId) ? api : undefined;
      const common = { access, ...(iamUsers && { iamUsers }), authorizersDisabled, ...(files && { files }) };
      const base = { api: snapshots?.get(stage.deploymentId) ?? api, stage, ...common };
      const { canarySettings } = stage;
      if (!canarySettings) return base;
      const { deploymentId, percentTraffic, stageVariableOverrides } = canarySettings;
      const deployment = {
        api: snapshots?.get(deploymentId) ?? api,
        stage: { ...stage, deploymentId, variables: { ...stage.variables, ...stageVariableOverrides } },
        ...common,
        isCanaryRequest: true,
      };
      return { ...base, canary: { percentTraffic, deployment }, isCanaryRequest: false };
    }),
  );
}

/**
 * UpdateStage of the first API: the project with the stage as it is then, and AWS's answer. Throws a StageRefusal in
 * AWS's words; the project is as it was then.
 */
export function updateProject(
  project: Project,
  { stageName, patchOperations }: UpdateStageInput,
  { pinnedStages }: EmulatorOptions,
): { readonly project: Project; readonly answer: Readonly<Record<string, unknown>> } {
  const [api] = project.apis;
  const stage = api?.stages.find(({ name }) => stageName === undefined || name === stageName);
  if (!api || !stage) throw new StageRefusal('NotFoundException', 'Invalid Stage identifier specified');
  const snapshots = new Map(project.snapshots);
  // The API of the files, should the stage leave it now: it stays a deployment that one can go back to.
  if (!snapshots.has(stage.deploymentId)) snapshots.set(stage.deploymentId, api);
  const updated = updateStage(stage, patchOperations, (id) => {
    const kept = pinnedStages && !snapshots.has(id) ? readDeployment(project.root, id) : undefined;
    if (kept?.apiId === api.id) snapshots.set(id, { ...kept.api, stages: api.stages });
    return snapshots.has(id);
  });
  if (updated.deploymentId === stage.deploymentId && snapshots.get(stage.deploymentId) === api) {
    snapshots.delete(stage.deploymentId);
  }
  const stages = api.stages.map((one): Stage => (one === stage ? updated : one));
  const apis = project.apis.map((one) => (one === api ? { ...api, stages } : one));
  return { project: { ...project, apis, snapshots }, answer: describeStage(updated) };
}

function readDeployment(root: string, id: string): DeploymentFile | undefined {
  const read = isDeploymentId(id) ? readDeploymentFile(root, id) : undefined;
  return read && !('corrupt' in read) ? read : undefined;
}
