import { readFileSync } from 'node:fs';
import type { CanarySettings, Stage } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { ownFile, writeOwnFile } from '../shared/own-folder.ts';
import { DEPLOYMENTS, fileNames, isDeploymentId, unwritable } from './deployment-files.ts';
import { isPercentage } from './update-canary.ts';

/** What a pinned stage has beside what routes.json says of it. */
export interface StageState {
  readonly deploymentId: string;
  readonly canarySettings?: CanarySettings;
  /** Variables that a promotion took from a canary; each counts as long as routes.json says what it said then. */
  readonly promoted?: Readonly<Record<string, { readonly was: string | null; readonly is: string }>>;
}

/** The pinned stages of a project: `API-ID/STAGE` → its state. */
export type StageStates = Readonly<Record<string, StageState>>;

export interface ReadStates {
  /** Counts the changes; 0: there was none yet. */
  readonly revision: number;
  readonly states: StageStates;
}

export function stateKey(apiId: string, stage: string): string {
  return `${apiId}/${stage}`;
}

/** The file with the states after so many changes. */
export function statesFile(root: string, revision: number): string {
  return ownFile(root, nameOf(revision));
}

/** Throws an OffstageError when the folder can't be read. */
export function lastRevision(root: string): number {
  return Math.max(0, ...fileNames(root).map((name) => Number(/^stages\.(\d+)\.json$/.exec(name)?.[1] ?? 0)));
}

function nameOf(revision: number): string {
  return `${DEPLOYMENTS}/stages.${revision}.json`;
}

/** What the stages point to now: the file of the last change. Throws an OffstageError for one that can't be used. */
export function readStates(root: string, revision: number = lastRevision(root)): ReadStates {
  if (revision === 0) return { revision, states: {} };
  const file = statesFile(root, revision);
  const read = parse(file);
  if (typeof read !== 'string') return { revision, states: read };
  throw new OffstageError(explain('deployment-corrupt', { file, reason: read, stage: undefined }));
}

/**
 * Changes what the stages point to. Each change is a file of its own that is made or isn't, and never replaces another:
 * of two processes that begin with the same states one is first, and the other begins anew with what that one left.
 * Throws an OffstageError where nothing can be written, and whatever `change` throws.
 */
export function changeStates(root: string, change: (states: StageStates) => StageStates): void {
  for (;;) {
    const { revision, states } = readStates(root);
    const text = `${JSON.stringify(change(states), undefined, 2)}\n`;
    try {
      if (writeOwnFile(root, nameOf(revision + 1), text, { keep: true })) return;
    } catch (error) {
      throw unwritable(statesFile(root, revision + 1), error);
    }
  }
}

/** The stage of the files with its state. */
export function withState(stage: Stage, { deploymentId, canarySettings, promoted = {} }: StageState): Stage {
  const counting = Object.entries(promoted).filter(([name, { was }]) => was === (stage.variables[name] ?? null));
  const variables = { ...stage.variables, ...Object.fromEntries(counting.map(([name, { is }]) => [name, is])) };
  return { ...stage, deploymentId, variables, ...(canarySettings && { canarySettings }) };
}

/** What of a changed stage isn't in the files. */
export function stateOf({ deploymentId, canarySettings, variables }: Stage, ofFiles: Stage): StageState {
  const promoted = Object.entries(variables)
    .map(([name, is]) => [name, { was: ofFiles.variables[name] ?? null, is }] as const)
    .filter(([, { was, is }]) => was !== is);
  return {
    deploymentId,
    ...(canarySettings && { canarySettings }),
    ...(promoted.length > 0 && { promoted: Object.fromEntries(promoted) }),
  };
}

/** The states, or why the file holds none. */
function parse(file: string): StageStates | string {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isRecord(value)) return 'it is no list of stages';
    const wrong = Object.keys(value).find((key) => !isState(value[key]));
    return wrong === undefined ? (value as StageStates) : `what it says of ${JSON.stringify(wrong)} is incomplete`;
  } catch (error) {
    return error instanceof SyntaxError ? 'it is no JSON' : (error as Error).message;
  }
}

function isState(value: unknown): boolean {
  if (!isRecord(value) || !isDeploymentId(value.deploymentId)) return false;
  const { canarySettings: canary, promoted = {} } = value;
  const isPromotion = (entry: unknown): boolean =>
    isRecord(entry) && typeof entry.is === 'string' && (entry.was === null || typeof entry.was === 'string');
  return (canary === undefined || isCanary(canary)) && isRecord(promoted) && Object.values(promoted).every(isPromotion);
}

function isCanary(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { deploymentId, percentTraffic, stageVariableOverrides = {}, useStageCache } = value;
  const isOverrides =
    isRecord(stageVariableOverrides) && Object.values(stageVariableOverrides).every((one) => typeof one === 'string');
  const isPercent = typeof percentTraffic === 'number' && isPercentage(percentTraffic);
  return isDeploymentId(deploymentId) && isPercent && isOverrides && typeof useStageCache === 'boolean';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
