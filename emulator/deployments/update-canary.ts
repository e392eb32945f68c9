import type { CanarySettings, Stage } from '../config/types.ts';
import { isTrue } from './patch-values.ts';
import { badRequest, invalidOperation, noMethodSetting } from './refusal.ts';
import { invalidPath } from './stage-paths.ts';
import type { PatchOperation } from './update-stage.ts';
import { checkVariableName, checkVariableValue } from './variable-rules.ts';

const ROOT = '/canarySettings';
const OVERRIDES = `${ROOT}/stageVariableOverrides`;
const COPIES: Readonly<Record<string, string>> = { '/deploymentId': `${ROOT}/deploymentId`, '/variables': OVERRIDES };

/** Is it about the canary? */
export function isCanaryPath(path: string): boolean {
  return path === ROOT || path.startsWith(`${ROOT}/`);
}

/** The operations that promote a canary, in the console's order; the canary stays, without traffic. */
export const PROMOTION: readonly PatchOperation[] = [
  { op: 'replace', path: `${ROOT}/percentTraffic`, value: '0.0' },
  { op: 'copy', path: '/deploymentId', from: `${ROOT}/deploymentId` },
  { op: 'copy', path: '/variables', from: OVERRIDES },
];

/** The operations that give the canary's requests these stage variables. */
export function overriding(variables: Readonly<Record<string, string>> = {}): PatchOperation[] {
  return Object.entries(variables).map(([name, value]) => ({ op: 'replace', path: `${OVERRIDES}/${name}`, value }));
}

/** `copy` goes from the canary to the stage only; overrides are added to the variables (recorded). */
export function copyFromCanary(stage: Stage, { path, from = '' }: PatchOperation): Stage {
  if (COPIES[path] !== from || from === '') {
    throw badRequest(
      `Invalid copy operation with path: ${path} and from ${from}. Valid copy:path are [${Object.keys(COPIES).join(', ')}] and valid copy:from are [${Object.values(COPIES).join(', ')}]`,
    );
  }
  const { canarySettings } = stage;
  if (!canarySettings) throw badRequest('Promotion not available. Canary does not exist.');
  if (path === '/deploymentId') return { ...stage, deploymentId: canarySettings.deploymentId };
  return { ...stage, variables: { ...stage.variables, ...canarySettings.stageVariableOverrides } };
}

/** Only `replace` makes or changes a canary, and only `remove` of all of it ends one (recorded). */
export function patchCanary(stage: Stage, operation: PatchOperation, hasDeployment: (id: string) => boolean): Stage {
  const { op, path, value = '' } = operation;
  if (op === 'remove' && path === ROOT && stage.canarySettings) {
    const { canarySettings: _ended, ...others } = stage;
    return others;
  }
  const change = readChange(path, value);
  if (op !== 'replace') {
    if (change) throw invalidOperation(operation);
    if (op !== 'remove') throw invalidPath(path);
    throw noMethodSetting(path.slice(1));
  }
  if (!change) throw invalidPath(path);
  const before: CanarySettings = stage.canarySettings ?? {
    deploymentId: stage.deploymentId,
    percentTraffic: 0,
    useStageCache: false,
  };
  return { ...stage, canarySettings: change(before, hasDeployment) };
}

type Change = (before: CanarySettings, hasDeployment: (id: string) => boolean) => CanarySettings;

/** What a path says to do; undefined when there is no such path. */
function readChange(path: string, value: string): Change | undefined {
  if (path === `${ROOT}/percentTraffic`) return (before) => ({ ...before, percentTraffic: readPercent(value) });
  if (path === `${ROOT}/useStageCache`) {
    return (before) => ({ ...before, useStageCache: isTrue(value) });
  }
  if (path === `${ROOT}/deploymentId`) {
    return (before, hasDeployment) => {
      if (!hasDeployment(value)) throw badRequest('Deployment id does not exist');
      return { ...before, deploymentId: value };
    };
  }
  const name = path.startsWith(`${OVERRIDES}/`) ? path.slice(OVERRIDES.length + 1) : '';
  if (name === '') return undefined;
  return (before) => {
    checkVariableName(name);
    checkVariableValue(value);
    return { ...before, stageVariableOverrides: { ...before.stageVariableOverrides, [name]: value } };
  };
}

function readPercent(value: string): number {
  const percent = Number(value);
  if (value.trim() !== '' && isPercentage(percent)) return percent;
  throw badRequest(`Invalid canary percent traffic: ${value}. It must be between 0.0 and 100.0`);
}

/** May so many of a hundred requests go to a canary? */
export function isPercentage(percent: number): boolean {
  return Number.isFinite(percent) && percent >= 0 && percent <= 100;
}
