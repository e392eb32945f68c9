import { createInlineThreads } from './inline/inline-threads.ts';
import { createNamedThreads, createSpareThreads, type SpareThreads } from './spare-threads.ts';
import { workerFile } from './worker-file.ts';

/** Where functions run: on threads, on threads that a debugger can tell apart, or all on the main thread. */
export type RunOn = 'threads' | 'named-threads' | 'main-thread';

/** Gives the source of environments' threads, when it is known which file they run. */
export async function openThreads(runOn: RunOn = 'threads'): Promise<SpareThreads> {
  if (runOn === 'main-thread') return createInlineThreads();
  const file = await workerFile();
  return runOn === 'threads' ? createSpareThreads(file) : createNamedThreads(file);
}
