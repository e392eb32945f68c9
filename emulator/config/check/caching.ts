import type { HttpMethod, Method, Resource, RestApi, Stage } from '../types.ts';
import type { MethodPlace, ProjectCheck } from './project-check.ts';

/** Tells caches that keep nothing, and settings without a cache. */
export function checkCaching({ stages }: RestApi, { locator, report }: ProjectCheck): void {
  for (const { name, cacheCluster, methodSettings = {}, source } of stages) {
    const caching = Object.entries(methodSettings).find(([, { cachingEnabled }]) => cachingEnabled);
    if (cacheCluster && !caching) report.warning('config-cluster-without-cache', { stage: name }, source);
    if (caching && !cacheCluster) {
      const place = locator.value(caching[1], 'cachingEnabled') ?? source;
      report.warning('config-cache-without-cluster', { stage: name }, place);
    }
  }
}

/** Cache key parameters that AWS refuses. */
export function checkCacheKeys({ resource, method }: MethodPlace, { locator, report }: ProjectCheck): void {
  const { integration } = method;
  for (const [index, parameter] of (integration?.cacheKeyParameters ?? []).entries()) {
    const declared = parameter.startsWith('integration.') ? integration?.requestParameters : method.requestParameters;
    if (declared && Object.hasOwn(declared, parameter)) continue;
    const source = locator.value(integration?.cacheKeyParameters ?? [], index) ?? integration?.source ?? method.source;
    const facts = { parameter, method: method.httpMethod, path: resource.path };
    report.error('config-cache-key-undeclared', facts, source);
  }
}

/** What a stage's cache would mix up, or never keep, of a method. */
export function warnOfCaching({ api, resource, method }: MethodPlace, { report }: ProjectCheck): void {
  const { integration, httpMethod } = method;
  const stage = api.stages.find((one) => keeps(one, resource, method));
  if (!stage || !integration) return;
  const facts = { method: httpMethod, path: resource.path, stage: stage.name };
  if (integration.responseTransferMode === 'STREAM') {
    report.warning('config-cached-stream', facts, integration.source);
    return;
  }
  const mapped = integration.cacheKeyParameters.map((name) => integration.requestParameters[name] ?? name);
  const variables = [...resource.path.matchAll(/\{([^{}+]+)\+?\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !mapped.includes(`method.request.path.${name}`));
  if (variables.length > 0) {
    report.warning('config-cache-shares-paths', { ...facts, variables }, integration.source);
  }
}

const METHODS: readonly HttpMethod[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** By the rules of the gateway's cache: a cache for all methods is one for GET. */
function keeps(
  { cacheCluster, methodSettings = {} }: Stage,
  { path, methods }: Resource,
  { httpMethod }: Method,
): boolean {
  if (!cacheCluster) return false;
  const all = methodSettings['*/*'];
  const covered = httpMethod === 'ANY' ? METHODS.filter((one) => !methods.has(one)) : [httpMethod];
  return covered.some((one) => {
    const own = methodSettings[`${path}/${one}`] ?? methodSettings[`${path}/${httpMethod}`];
    const settings = own ?? all;
    const isOn = own?.cachingEnabled ?? (one === 'GET' && all?.cachingEnabled);
    return isOn && settings !== undefined && settings.cacheTtlInSeconds > 0;
  });
}
