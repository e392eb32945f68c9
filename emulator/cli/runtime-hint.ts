import type { FunctionConfig } from '../config/types.ts';

/** Says once which functions run on another Node here than on AWS; nothing where there are none. */
export function runtimeHints(functions: ReadonlyMap<string, FunctionConfig>, nodeVersion: string): string[] {
  const major = nodeVersion.split('.')[0];
  const runtimes = [...new Set([...functions.values()].map(({ runtime }) => runtime))].sort();
  const others = runtimes.filter((runtime) => runtime !== `nodejs${major}.x`);
  if (others.length === 0) return [];
  return [`functions for ${others.join(' and ')} run on Node ${nodeVersion} here`];
}
