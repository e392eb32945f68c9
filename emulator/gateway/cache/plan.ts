import type { MethodSettings } from '../../config/access.ts';
import { explain } from '../../errors/explanation.ts';
import { joinedHeader } from '../../shared/header-list.ts';
import type { Admitted, Outside, Trace } from '../exchange.ts';
import { accessDenied } from '../method-request/access-denied.ts';
import { INVALIDATE_CACHE, mayInvalidateCache } from '../method-request/invalidate-cache.ts';
import { methodArn } from '../method-request/method-arn.ts';
import { ownSettings } from '../method-settings.ts';
import { isStreamed } from '../stream-limits.ts';
import { cacheKey } from './key.ts';

/** How a request uses the cache of its stage. */
export interface CachePlan {
  readonly key: string;
  readonly ttlMs: number;
  /** The client may have the answer made anew, and wants that. */
  readonly anew: boolean;
  /** The client wants that and may not: its answer says so. */
  readonly warned: boolean;
  /** How often the cache was cleared before: an answer that was under way then isn't kept. */
  readonly timesCleared: number;
}

/**
 * Does a request use the cache of its stage, and how (Developer Guide, api-gateway-caching)? Undefined: it doesn't, by
 * the stage's settings, or because its answer is streamed, or because it is for a canary without a cache. Throws
 * ACCESS_DENIED (403) for a Cache-Control that the client may not send, where the stage says FAIL_WITH_403.
 */
export function planCache(admitted: Admitted, trace: Trace, { state }: Outside): CachePlan | undefined {
  const { deployment, request, route } = admitted;
  const { integration } = route.method;
  if (!integration || isStreamed(integration)) return undefined;
  const { stage, isCanaryRequest } = deployment;
  if (isCanaryRequest && stage.canarySettings?.useStageCache === false) return undefined;
  const settings = cachingOf(admitted);
  if (!settings || settings.cacheTtlInSeconds === 0) return undefined;
  const wants = wantsAnew(admitted);
  const anew = wants && (!settings.requireAuthorizationForCacheControl || mayInvalidateCache(admitted));
  const ignored = wants && !anew;
  if (ignored) refuseOrNote(settings, admitted, trace);
  return {
    key: cacheKey(integration, admitted),
    ttlMs: settings.cacheTtlInSeconds * 1000,
    anew,
    warned: ignored && settings.unauthorizedCacheControlHeaderStrategy === 'SUCCEED_WITH_RESPONSE_HEADER',
    timesCleared: state.keptResponses.timesCleared,
  };

  /** A cache for all methods is one for GET; any other has to be named. */
  function cachingOf(of: Admitted): MethodSettings | undefined {
    const { settings: own } = ownSettings(stage, route, of.request.method);
    const all = stage.methodSettings?.['*/*'];
    const enabled = own?.cachingEnabled ?? (request.method === 'GET' && all?.cachingEnabled);
    return enabled ? (own ?? all) : undefined;
  }
}

function wantsAnew({ request }: Admitted): boolean {
  const header = joinedHeader(request.headers, 'cache-control');
  return header?.split(',').some((directive) => /^\s*max-age\s*=\s*"?0+"?\s*$/i.test(directive)) ?? false;
}

function refuseOrNote(settings: MethodSettings, admitted: Admitted, trace: Trace): void {
  const { caller, route, deployment } = admitted;
  const { unauthorizedCacheControlHeaderStrategy: strategy } = settings;
  const arn = methodArn(admitted);
  const facts = { strategy, arn, user: caller?.identity?.userArn, stage: deployment.stage.name };
  const explanation = explain('gateway-cache-control', facts, { source: route.method.source });
  if (strategy === 'FAIL_WITH_403') throw accessDenied(caller, arn, false, explanation, INVALIDATE_CACHE);
  trace.notes.push(explanation);
}
