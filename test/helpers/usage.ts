import type { ApiKey, UsagePlan } from '../../emulator/config/access.ts';

const source = { file: '/project/routes.json', line: 1, column: 1 };

/** An enabled API key, whose value is made from its id. */
export function apiKey(id: string, parts: Partial<ApiKey> = {}): ApiKey {
  return { id, name: id, value: `${id}-value-of-20-characters`, enabled: true, source, ...parts };
}

/** A usage plan of the stage v1. */
export function usagePlan(id: string, parts: Partial<UsagePlan> = {}): UsagePlan {
  return { id, name: id, apiStages: [{ stage: 'v1' }], keys: [], source, ...parts };
}
