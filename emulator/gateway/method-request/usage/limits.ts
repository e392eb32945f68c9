import type { ApiKey, MethodSettings, Quota, Throttle, UsagePlan } from '../../../config/access.ts';
import type { SourceRef } from '../../../errors/source-ref.ts';
import type { Deployment, Route } from '../../exchange.ts';
import { ownSettings } from '../../method-settings.ts';
import type { CounterOwner } from './counters.ts';

/** Who calls with an API key. */
export interface Client {
  readonly key: ApiKey;
  readonly plan: UsagePlan;
}

export type LimitKind = 'quota' | 'plan-method' | 'plan' | 'stage-method' | 'account';

/** One limit that stands for a request, and the name of its counter. */
export type Limit = QuotaLimit | ThrottleLimit;

interface CommonLimit {
  readonly name: string;
  readonly owner?: CounterOwner;
  /** Where it is configured. */
  readonly source: SourceRef;
}

export interface QuotaLimit extends CommonLimit {
  readonly kind: 'quota';
  readonly owner: CounterOwner;
  readonly quota: Quota;
}

export interface ThrottleLimit extends CommonLimit {
  readonly kind: Exclude<LimitKind, 'quota'>;
  /** What a throttle of a method is called by: `/pets/{id}/GET`. */
  readonly method: string;
  readonly throttle: Throttle;
}

/**
 * What stands for a request, in AWS's order: the quota; per client and method, per client, per method of the stage, per
 * account (Developer Guide, request-throttling). A limit of a method counts for each method by itself.
 */
export function limitsOf(
  deployment: Deployment,
  route: Route,
  client: Client | undefined,
  httpMethod: string,
): Limit[] {
  const { access, api, stage } = deployment;
  const limits: Limit[] = [];
  const method = methodName(route);
  if (client) addClientLimits(limits, client, stage.name, method);
  const own = ownSettings(stage, route, httpMethod);
  const throttle = throttleOf(own.settings ?? stage.methodSettings?.['*/*']);
  if (throttle) {
    const name = `stage ${api.id} ${stage.name} ${own.name}`;
    limits.push({ kind: 'stage-method', name, method: own.name, throttle, source: stage.source });
  }
  const { accountThrottle } = access;
  if (accountThrottle)
    limits.push({ kind: 'account', name: 'account', method, throttle: accountThrottle, source: api.source });
  return limits;
}

function addClientLimits(limits: Limit[], { key, plan }: Client, stage: string, method: string): void {
  const owner = { planId: plan.id, keyId: key.id };
  const { source, quota } = plan;
  if (quota) limits.push({ kind: 'quota', name: quotaName(owner), owner, quota, source });
  const ofStage = plan.apiStages.find((one) => one.stage === stage)?.throttle ?? {};
  const ofMethod = Object.hasOwn(ofStage, method) ? ofStage[method] : undefined;
  if (ofMethod) {
    const name = `${planBucketName(owner)} ${stage} ${method}`;
    limits.push({ kind: 'plan-method', name, method, owner, throttle: ofMethod, source });
  }
  if (plan.throttle)
    limits.push({ kind: 'plan', name: planBucketName(owner), method, owner, throttle: plan.throttle, source });
}

/** The name of a quota's counter: one for each key of a plan, whatever the stage. */
export function quotaName({ planId, keyId }: CounterOwner): string {
  return JSON.stringify([planId, keyId]);
}

/** The name of the bucket that a key has in a plan, whatever the stage. */
export function planBucketName({ planId, keyId }: CounterOwner): string {
  return `plan ${JSON.stringify([planId, keyId])}`;
}

/** `/pets/{id}/GET`, the root's is `//GET`: what throttles of methods are called by. */
function methodName({ resource, method }: Route): string {
  return `${resource.path}/${method.httpMethod}`;
}

/** Undefined: none; a limit of -1 is that, too. */
function throttleOf(settings: MethodSettings | undefined): Throttle | undefined {
  if (!settings) return undefined;
  const { throttlingRateLimit: rateLimit, throttlingBurstLimit: burstLimit } = settings;
  return rateLimit === -1 || burstLimit === -1 ? undefined : { rateLimit, burstLimit };
}
