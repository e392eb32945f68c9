import type { RestApi, Stage } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { suggest } from '../errors/suggest.ts';
import type { Clock, Ids } from '../shared/clock.ts';
import { createDeploymentFile, type DeploymentFile, deploymentFile, listDeployments } from './deployment-files.ts';
import { StageRefusal } from './refusal.ts';
import { changeStates, readStates, stateKey, stateOf, withState } from './stage-states.ts';
import { isPercentage, overriding } from './update-canary.ts';
import { type PatchOperation, updateStage } from './update-stage.ts';

/** A stage as the files have it, in the project whose own folder says what it is pinned to. */
export interface StageOfFiles {
  readonly root: string;
  readonly api: RestApi;
  readonly stage: Stage;
}

export interface CanaryInput {
  /** 0 to 100. */
  readonly percentTraffic: number;
  readonly stageVariableOverrides?: Readonly<Record<string, string>>;
  /** @default false */
  readonly useStageCache?: boolean;
}

/**
 * CreateDeployment: takes a snapshot of the API and puts it on the stage, or makes it the stage's canary. Throws an
 * OffstageError, and has changed no stage then.
 */
export function createDeployment(
  of: StageOfFiles,
  input: { readonly description?: string; readonly canary?: CanaryInput },
  outside: { readonly clock: Clock; readonly ids: Ids },
): DeploymentFile {
  const { description, canary } = input;
  checkDeployable(of.api);
  const put = (stage: Stage, id: string): Stage => (canary ? asCanary(stage, id, canary) : asBase(stage, id));
  // Before anything is written, so that a refusal leaves no deployment behind that nobody asked for.
  change(of, (stage) => put(stage, ''), { write: false, needsPin: canary !== undefined });
  const made = createDeploymentFile(of.root, of.api, { description, ...outside });
  change(of, (stage) => put(stage, made.id), { needsPin: canary !== undefined });
  return made;
}

/** UpdateStage with another deployment; `live`: the stage follows the files again. Throws an OffstageError. */
export function useDeployment(of: StageOfFiles, id: string): void {
  const { root, api, stage } = of;
  if (id === 'live') {
    changeStates(root, ({ [stateKey(api.id, stage.name)]: _state, ...others }) => others);
    return;
  }
  checkDeployment(of, id);
  change(of, (before) => ({ ...before, deploymentId: id }));
}

/** UpdateStage of a pinned stage's canary; gives the stage as it is then. Throws an OffstageError. */
export function patchStage(of: StageOfFiles, operations: readonly PatchOperation[]): Stage {
  return change(
    of,
    (stage) => {
      if (!stage.canarySettings) throw new OffstageError(explain('canary-missing', { stage: stage.name }));
      // Nothing here names a deployment that isn't on the stage already.
      return updateStage(stage, operations, () => true);
    },
    { needsPin: true },
  );
}

/** The stage as it is served: the files' with what it is pinned to. */
export function currentStage({ root, api, stage }: StageOfFiles): Stage {
  const state = readStates(root).states[stateKey(api.id, stage.name)];
  return state ? withState(stage, state) : stage;
}

function change(
  { root, api, stage }: StageOfFiles,
  apply: (stage: Stage) => Stage,
  { write = true, needsPin = false }: { readonly write?: boolean; readonly needsPin?: boolean } = {},
): Stage {
  const key = stateKey(api.id, stage.name);
  let changed = stage;
  const applied = (states: ReturnType<typeof readStates>['states']): typeof states => {
    const state = states[key];
    if (!state && needsPin) throw new OffstageError(explain('canary-without-deployment', { stage: stage.name }));
    changed = inAwsWords(() => apply(state ? withState(stage, state) : stage));
    return { ...states, [key]: stateOf(changed, stage) };
  };
  if (write) changeStates(root, applied);
  else applied(readStates(root).states);
  return changed;
}

function inAwsWords(run: () => Stage): Stage {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof StageRefusal)) throw error;
    throw new OffstageError(explain('stage-update-refused', { message: error.message }), error);
  }
}

/** While there is a canary, no other deployment can be put on the stage (Developer Guide). */
function asBase(stage: Stage, deploymentId: string): Stage {
  const { name, canarySettings } = stage;
  if (!canarySettings) return { ...stage, deploymentId };
  throw new OffstageError(explain('deployment-beside-canary', { stage: name, canary: canarySettings.deploymentId }));
}

/** A new canary takes the place of the one before, with all of its settings (recorded). */
function asCanary(
  stage: Stage,
  deploymentId: string,
  { percentTraffic, stageVariableOverrides, useStageCache = false }: CanaryInput,
): Stage {
  if (!isPercentage(percentTraffic)) {
    throw new OffstageError(explain('canary-percentage', { percent: String(percentTraffic), stage: stage.name }));
  }
  const canarySettings = { deploymentId, percentTraffic, useStageCache };
  return updateStage({ ...stage, canarySettings }, overriding(stageVariableOverrides), () => true);
}

/** What AWS refuses to deploy. @throws OffstageError */
export function checkDeployable(api: RestApi): void {
  const methods = api.resources.flatMap(({ path, methods }) =>
    [...methods.values()].map((method) => ({ path, method })),
  );
  if (methods.length === 0) {
    throw new OffstageError(explain('deployment-without-methods', { api: api.name }, { source: api.source }));
  }
  const bare = methods.find(({ method }) => method.integration === undefined);
  if (!bare) return;
  const { path, method } = bare;
  const facts = { method: method.httpMethod, path };
  throw new OffstageError(explain('deployment-without-integration', facts, { source: method.source }));
}

/** Throws an OffstageError for an id that no usable deployment of the API has. */
function checkDeployment({ root, api, stage }: StageOfFiles, id: string): void {
  const all = listDeployments(root);
  const found = all.find((one) => one.id === id);
  if (found && 'corrupt' in found) {
    const facts = { file: deploymentFile(root, id), reason: found.corrupt, stage: stage.name };
    throw new OffstageError(explain('deployment-corrupt', facts));
  }
  if (found?.apiId === api.id) return;
  const known = all.flatMap((one) => ('corrupt' in one || one.apiId !== api.id ? [] : one.id));
  throw new OffstageError(explain('deployment-unknown', { id, known, nearest: suggest(id, known) }));
}
