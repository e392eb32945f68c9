import { createRequire, syncBuiltinESMExports } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { InspectorData } from './inspector/start-inspector.ts';
import type { WorkerData } from './protocol.ts';
import { runEnvironment } from './worker/run-environment.ts';

// The entry of every thread: an execution environment's, or the inspector's. Nothing is awaited at the top level: a
// thread that is ended in the moment in which such a module begins takes the process along (a check of V8 in Node 20).
void begin(workerData as WorkerData | InspectorData);

async function begin(data: WorkerData | InspectorData): Promise<void> {
  if ('debuggers' in data) {
    const { runInspector } = await import('./inspector/run-inspector.ts');
    runInspector(data);
    return;
  }
  // As in a process of Lambda's, where there is none: what a function says on the port, the emulator would believe.
  Object.assign(createRequire(import.meta.url)('node:worker_threads'), { workerData: null, parentPort: null });
  syncBuiltinESMExports();
  await runEnvironment(data);
}
