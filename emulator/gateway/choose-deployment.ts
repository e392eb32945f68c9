import type { Ids } from '../shared/clock.ts';
import type { Deployment } from './exchange.ts';

/**
 * Base or canary: each request is drawn by itself, whoever sends it (Developer Guide, canary-release). 0 is never, 100
 * is always.
 */
export function chooseDeployment(
  stage: Deployment,
  { percentTraffic, deployment }: NonNullable<Deployment['canary']>,
  ids: Ids,
): Deployment {
  return (Number.parseInt(ids.hex(8), 16) / 2 ** 32) * 100 < percentTraffic ? deployment : stage;
}
