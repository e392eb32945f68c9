import type { FunctionConfig } from '../config/types.ts';

/** What can't be changed any more when a thread has started. */
export interface ThreadKind {
  /** MB */
  readonly memorySize: number;
  /** May require() load ES modules? */
  readonly requireModule: boolean;
}

/** require() of ES modules came to Lambda with nodejs24.x. */
export function requiresModules({ runtime }: FunctionConfig): boolean {
  return runtime === 'nodejs24.x';
}

export function threadKind(config: FunctionConfig): ThreadKind {
  return { memorySize: config.memorySize, requireModule: requiresModules(config) };
}

/** The kind that most functions need: the best guess for the spare thread. */
export function commonThreadKind(configs: Iterable<FunctionConfig>): ThreadKind {
  const counts = new Map<string, { kind: ThreadKind; count: number }>();
  let best = { kind: { memorySize: 128, requireModule: false }, count: 0 };
  for (const config of configs) {
    const kind = threadKind(config);
    const entry = counts.get(JSON.stringify(kind)) ?? { kind, count: 0 };
    entry.count++;
    counts.set(JSON.stringify(kind), entry);
    if (entry.count > best.count) best = entry;
  }
  return best.kind;
}
