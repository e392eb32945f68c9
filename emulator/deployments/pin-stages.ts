import type { Problem } from '../config/problem.ts';
import type { Project, RestApi, Stage } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { type DeploymentFile, deploymentFile, readDeploymentFile } from './deployment-files.ts';
import { isSameApi } from './snapshot.ts';
import { lastRevision, readStates, type StageStates, stateKey, statesFile, withState } from './stage-states.ts';

export interface PinnedProject {
  /** Undefined when a pinned stage can't be served. */
  readonly project?: Project;
  readonly problems: readonly Problem[];
  /** Absolute paths of the files that were read or looked for. */
  readonly inputs: readonly string[];
}

/**
 * Gives the pinned stages of a project their deployments. It waits for nothing, so that no change can go unseen between
 * this look and the moment from which the files are followed: the file of the next change is among the inputs.
 */
export function pinStages(project: Project): PinnedProject {
  const { root } = project;
  const inputs: string[] = [];
  try {
    const revision = lastRevision(root);
    inputs.push(...(revision === 0 ? [] : [statesFile(root, revision)]), statesFile(root, revision + 1));
    const { states } = readStates(root, revision);
    const read = new Map<string, DeploymentFile>();
    const used = new Set<string>();
    const problems: Problem[] = [...ofOtherApis(project, states)];
    const apis = project.apis.map((api) => ({
      ...api,
      stages: api.stages.map((stage) => {
        const state = states[stateKey(api.id, stage.name)];
        if (!state) return stage;
        const pinned = withState(stage, state);
        for (const id of deploymentIds(pinned)) {
          used.add(id);
          problems.push(...load(id, { root, stage: stage.name, read }));
        }
        return pinned;
      }),
    }));
    problems.push(...apis.flatMap((api) => lagging(api, read)));
    inputs.push(...[...used].map((id) => deploymentFile(root, id)));
    if (problems.some(({ severity }) => severity === 'error')) return { problems, inputs };
    const stagesOf = (apiId: string): readonly Stage[] => apis.find(({ id }) => id === apiId)?.stages ?? [];
    const snapshots = new Map([...read].map(([id, { api, apiId }]) => [id, { ...api, stages: stagesOf(apiId) }]));
    return { project: { ...project, apis, snapshots, inputs: [...project.inputs, ...inputs] }, problems, inputs };
  } catch (error) {
    if (!(error instanceof OffstageError)) throw error;
    return { problems: error.explanations.map((explanation) => ({ severity: 'error', explanation })), inputs };
  }
}

function deploymentIds({ deploymentId, canarySettings }: Stage): string[] {
  return canarySettings ? [deploymentId, canarySettings.deploymentId] : [deploymentId];
}

function load(
  id: string,
  { root, stage, read }: { root: string; stage: string; read: Map<string, DeploymentFile> },
): Problem[] {
  if (read.has(id)) return [];
  const found = readDeploymentFile(root, id);
  if (!('corrupt' in found)) {
    read.set(id, found);
    return [];
  }
  const facts = { file: deploymentFile(root, id), reason: found.corrupt, stage };
  return [{ severity: 'error', explanation: explain('deployment-corrupt', facts) }];
}

/** Forgetting to redeploy: a stage whose newest deployment, its canary's or else its own, isn't what the files say. */
function lagging(api: RestApi, read: ReadonlyMap<string, DeploymentFile>): Problem[] {
  return api.stages.flatMap((stage): Problem[] => {
    const newest = read.get(stage.canarySettings?.deploymentId ?? stage.deploymentId);
    if (!newest || isSameApi(newest.api, api)) return [];
    const { id: deploymentId, createdDate } = newest;
    const facts = { stage: stage.name, deploymentId, createdDate };
    return [{ severity: 'warning', explanation: explain('deployment-lags-behind', facts, { source: stage.source }) }];
  });
}

/** A pin is of one API: another, or the same under another name, is live on a stage of that name. */
function ofOtherApis({ apis }: Project, states: StageStates): Problem[] {
  const known = new Set(apis.flatMap(({ id, stages }) => stages.map(({ name }) => stateKey(id, name))));
  const strangers = Object.keys(states).filter((key) => !known.has(key));
  return apis.flatMap((api) =>
    api.stages
      .filter(({ name }) => !states[stateKey(api.id, name)] && strangers.some((key) => key.endsWith(`/${name}`)))
      .map(({ name: stage, source }): Problem => {
        const explanation = explain('deployment-of-another-api', { stage, api: api.name }, { source });
        return { severity: 'warning', explanation };
      }),
  );
}
