import type { Authorizer, RestApi } from '../types.ts';
import { checkAccess } from './access.ts';
import { checkAccessLogs } from './access-log.ts';
import {
  checkAuthorization,
  checkAuthorizer,
  checkAuthorizerFunction,
  checkAuthorizerTtl,
  warnOfUnknownSigners,
} from './authorizers.ts';
import { checkCacheKeys, checkCaching, warnOfCaching } from './caching.ts';
import { checkFunction } from './functions.ts';
import { checkIntegration, warnOfTimeouts } from './integrations.ts';
import { checkGatewayMappings, checkMethodMappings } from './mappings.ts';
import { warnOfMistakes, warnOfUncheckedParts } from './mistakes.ts';
import { checkModel, checkModelNames } from './models.ts';
import type { MethodPlace, ProjectCheck } from './project-check.ts';
import { checkResponseStreaming } from './response-streaming.ts';
import { checkDeclaredStatuses, checkSelectionPatterns } from './responses.ts';
import { checkTemplates } from './templates.ts';
import { checkMethodSettings, warnOfShutStages, warnOfUnusableKey } from './throttles.ts';

/**
 * Looks for what the schema can't see: parts that refer to what isn't there, what AWS refuses, and what can only be a
 * mistake. `imported`: the API comes from an OpenAPI document, whose import has asked what AWS's import asks.
 */
export function checkProject(apis: readonly RestApi[], imported: boolean, check: ProjectCheck): void {
  for (const config of check.functions.values()) checkFunction(config, check);
  checkAccess(check.access, apis, { ...check, severity: 'error' });
  for (const api of apis) {
    if (!imported) checkWritten(api, check);
    for (const authorizer of api.authorizers.values()) checkAuthorizerTtl(authorizer, check);
    for (const authorizer of usedAuthorizers(api, imported)) checkAuthorizerFunction(authorizer, api, check);
    checkMethodSettings(api, check);
    checkCaching(api, check);
    checkAccessLogs(api, check);
    warnOfShutStages(api, check);
    warnOfUnknownSigners(api, check);
    for (const resource of api.resources) {
      for (const method of resource.methods.values()) checkMethod({ api, resource, method }, imported, check);
    }
  }
}

function checkWritten(api: RestApi, check: ProjectCheck): void {
  checkGatewayMappings(api, check);
  for (const model of api.models.values()) checkModel(model, api, check);
  for (const authorizer of api.authorizers.values()) checkAuthorizer(authorizer, check);
}

/** An import makes those, too, that no method uses. */
function usedAuthorizers({ authorizers, resources }: RestApi, imported: boolean): Authorizer[] {
  const methods = resources.flatMap((resource) => [...resource.methods.values()]);
  const used = new Set(methods.map(({ authorizer }) => authorizer));
  return [...authorizers.values()].filter(({ name }) => !imported || used.has(name));
}

function checkMethod(place: MethodPlace, imported: boolean, check: ProjectCheck): void {
  const { api, method } = place;
  if (!imported) {
    checkModelNames(method, api, check);
    checkAuthorization(method, api, check);
    checkMethodMappings(method, check);
    checkDeclaredStatuses(method, check);
    warnOfUncheckedParts(method, check);
  }
  warnOfMistakes(place, check);
  warnOfUnusableKey(place, check);
  if (!method.integration) return;
  checkIntegration(method.integration, place, check);
  if (!imported) checkCacheKeys(place, check);
  warnOfCaching(place, check);
  checkResponseStreaming(method.integration, check);
  checkTemplates(method.integration, check);
  checkSelectionPatterns(method.integration, check);
  warnOfTimeouts(method.integration, check);
}
