import type { Stage } from '../config/types.ts';
import { isEmpty } from '../shared/is-empty.ts';

/** What UpdateStage and GetStage answer of a stage (recorded), without the dates, which a stage of a file has not. */
export function describeStage(stage: Stage): Readonly<Record<string, unknown>> {
  const { name, description, deploymentId, variables, methodSettings = {}, canarySettings, cacheCluster } = stage;
  const settings = Object.entries(methodSettings).map(([method, values]) => [
    method === '*/*' ? method : method.replace(/\/(?=.*\/)/g, '~1'),
    { ...UNSET, ...values },
  ]);
  return {
    deploymentId,
    stageName: name,
    ...(description !== undefined && { description }),
    cacheClusterEnabled: cacheCluster !== undefined,
    ...(cacheCluster && { cacheClusterSize: cacheCluster.size }),
    cacheClusterStatus: cacheCluster ? 'AVAILABLE' : 'NOT_AVAILABLE',
    methodSettings: Object.fromEntries(settings),
    ...(!isEmpty(variables) && { variables }),
    tracingEnabled: false,
    ...(canarySettings && { canarySettings }),
  };
}

/** What every entry has beside the settings that are rehearsed (recorded). */
const UNSET = { metricsEnabled: false, dataTraceEnabled: false, cachingEnabled: false };
