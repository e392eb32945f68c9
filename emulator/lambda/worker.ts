import { workerData } from 'node:worker_threads';
import type { WorkerData } from './protocol.ts';
import { runEnvironment } from './worker/run-environment.ts';

// The entry of an execution environment's thread.
await runEnvironment(workerData as WorkerData);
