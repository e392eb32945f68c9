import type { Project, RestApi } from '../../emulator/config/types.ts';

/** A project of APIs alone. */
export function emptyProject(root: string, apis: readonly RestApi[] = []): Project {
  const access = { apiKeys: [], usagePlans: [] };
  return { root, apis, access, functions: new Map(), serviceEndpoints: {}, inputs: [] };
}
