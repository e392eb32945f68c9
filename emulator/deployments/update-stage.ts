import type { Stage } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';
import { isTrue } from './patch-values.ts';
import { badRequest, invalidOperation } from './refusal.ts';
import { invalidPath, SINGLE_PATHS } from './stage-paths.ts';
import { copyFromCanary, isCanaryPath, patchCanary } from './update-canary.ts';
import { isMethodSetting, patchMethodSettings } from './update-method-settings.ts';
import { checkVariableName, checkVariableValue } from './variable-rules.ts';

/** One operation of UpdateStage, in its words. */
export interface PatchOperation {
  readonly op: string;
  /** `/canarySettings/percentTraffic` */
  readonly path: string;
  readonly value?: string;
  /** Of `copy`. */
  readonly from?: string;
}

/**
 * UpdateStage: the stage as it is after all operations, or none of them (recorded: tests of canaries and stages). Throws
 * a StageRefusal in AWS's words, and an OffstageError for a setting of AWS's that is not run here.
 */
export function updateStage(
  stage: Stage,
  operations: readonly PatchOperation[],
  hasDeployment: (id: string) => boolean,
): Stage {
  return operations.reduce((patched, operation) => patch(patched, operation, hasDeployment), stage);
}

function patch(stage: Stage, operation: PatchOperation, hasDeployment: (id: string) => boolean): Stage {
  const { op, path, value = '' } = operation;
  if (op === 'copy') return copyFromCanary(stage, operation);
  if (isCanaryPath(path)) return patchCanary(stage, operation, hasDeployment);
  if (path.startsWith('/variables/')) return patchVariable(stage, operation, path.slice('/variables/'.length));
  if (isMethodSetting(path)) return patchMethodSettings(stage, operation);
  if (!SINGLE_PATHS.includes(path)) throw invalidPath(path);
  if (op !== 'replace' && op !== 'add') throw invalidOperation(operation);
  if (path === '/description') return { ...stage, description: value };
  if (path === '/deploymentId') {
    if (!hasDeployment(value)) throw badRequest('Deployment id does not exist');
    return { ...stage, deploymentId: value };
  }
  if (path === '/cacheClusterEnabled') return withCache(stage, isTrue(value) ? { size: '0.5' } : undefined);
  if (path === '/cacheClusterSize') return withCache(stage, stage.cacheCluster && { size: value });
  if (path.startsWith('/accessLogSettings') && value === '') throw badRequest('Access Log value must not be empty');
  throw new OffstageError(explain('stage-update-not-rehearsed', { path }));
}

function withCache(stage: Stage, cacheCluster: Stage['cacheCluster']): Stage {
  const { cacheCluster: _before, ...others } = stage;
  return cacheCluster ? { ...others, cacheCluster } : others;
}

function patchVariable(stage: Stage, operation: PatchOperation, name: string): Stage {
  const { op, value = '' } = operation;
  const { [name]: _before, ...others } = stage.variables;
  if (op === 'remove') return { ...stage, variables: others };
  if (op !== 'replace' && op !== 'add') throw invalidOperation(operation);
  checkVariableName(name);
  checkVariableValue(value);
  return { ...stage, variables: { ...stage.variables, [name]: value } };
}
