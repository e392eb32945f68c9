import type { ApiKey, MethodSettings, UsagePlan } from '../../emulator/config/access.ts';

const source = { file: '/project/routes.json', line: 1, column: 1 };

/** An enabled API key, whose value is made from its id. */
export function apiKey(id: string, parts: Partial<ApiKey> = {}): ApiKey {
  return { id, name: id, value: `${id}-value-of-20-characters`, enabled: true, source, ...parts };
}

/** A usage plan of the stage v1. */
export function usagePlan(id: string, parts: Partial<UsagePlan> = {}): UsagePlan {
  return { id, name: id, apiStages: [{ stage: 'v1' }], keys: [], source, ...parts };
}

/** Method settings with the defaults of UpdateStage. */
export function methodSettings(parts: Partial<MethodSettings> = {}): MethodSettings {
  return {
    throttlingRateLimit: 10_000,
    throttlingBurstLimit: 5000,
    cacheTtlInSeconds: 300,
    cacheDataEncrypted: false,
    requireAuthorizationForCacheControl: true,
    unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
    ...parts,
  };
}
