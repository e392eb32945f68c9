import { suggest } from '../../errors/suggest.ts';
import type { Access } from '../access.ts';
import type { RestApi, Stage } from '../types.ts';
import { methodsOf } from './access.ts';
import type { MethodPlace, ProjectCheck } from './project-check.ts';

/** Settings of stages for methods that aren't there, or that are written twice. */
export function checkMethodSettings(api: RestApi, { locator, report }: ProjectCheck): void {
  const methods = methodsOf(api);
  for (const { name: stage, methodSettings = {}, source } of api.stages) {
    for (const name of Object.keys(methodSettings)) {
      const encoded = name.replaceAll('/', '~1').replace(/~1([A-Z]+)$/, '/$1');
      const place = locator.key(methodSettings, name) ?? locator.key(methodSettings, encoded) ?? source;
      if (locator.key(methodSettings, name) && locator.key(methodSettings, encoded) && name !== encoded) {
        report.error('config-method-settings-twice', { name }, place);
      }
      const ofAny = name.replace(/[A-Z]+$/, 'ANY');
      if (name === '*/*' || methods.includes(name) || methods.includes(ofAny)) continue;
      const nearest = suggest(name, methods);
      const facts = { name, where: `The stage ${stage}`, known: methods, ...(nearest !== undefined && { nearest }) };
      report.warning('config-throttled-method', facts, place);
    }
  }
}

/** Warns of a method that requires an API key which no request can bring. */
export function warnOfUnusableKey({ api, method, resource }: MethodPlace, { locator, report }: ProjectCheck): void {
  if (!method.apiKeyRequired) return;
  const source = locator.value(method, 'apiKeyRequired') ?? method.source;
  const facts = { method: method.httpMethod, path: resource.path };
  if (method.httpMethod === 'OPTIONS') report.warning('config-preflight-needs-key', facts, source);
  if (api.apiKeySource === 'AUTHORIZER' && method.authorizationType !== 'CUSTOM') {
    report.warning('config-key-without-authorizer', facts, source);
  }
}

/** Warns of stages that no API key opens although methods require one: once for each stage, at the first of them. */
export function warnOfShutStages(api: RestApi, { access, locator, report }: ProjectCheck): void {
  const guarded = api.resources
    .flatMap(({ path, methods }) => [...methods.values()].map((method) => ({ path, method })))
    .find(({ method }) => method.apiKeyRequired);
  if (!guarded) return;
  const { path, method } = guarded;
  const source = locator.value(method, 'apiKeyRequired') ?? method.source;
  for (const stage of api.stages) {
    if (isOpened(stage, access)) continue;
    report.warning('config-no-key-opens', { method: method.httpMethod, path, stage: stage.name }, source);
  }
}

function isOpened({ name }: Stage, { usagePlans }: Access): boolean {
  return usagePlans.some(({ apiStages, keys }) => keys.length > 0 && apiStages.some(({ stage }) => stage === name));
}
