import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { explain } from '../../errors/explanation.ts';
import { OffstageError } from '../../errors/offstage-error.ts';
import { workerFile } from '../worker-file.ts';

/** Handed to the inspector's thread. */
export interface InspectorData {
  readonly port: number;
  /** Counts the debuggers that are attached. */
  readonly debuggers: Int32Array;
}

/** What the inspector's thread says once: where it listens, or why it can't. */
export type InspectorMessage =
  | { readonly kind: 'listening'; readonly port: number; readonly url: string }
  | { readonly kind: 'failed'; readonly code: string | undefined; readonly reason: string };

/** The inspector of this process: what `node --inspect` opens, for debuggers on this machine. */
export interface Inspector {
  /** `ws://127.0.0.1:9229/<id>`: what `chrome://inspect` and editors find at the port by themselves. */
  readonly url: string;
  /** Ends every debugging session: what stood at a breakpoint goes on. */
  close(): Promise<void>;
}

/**
 * Opens an inspector on a port of loopback (0: any free one). It is our own server and not that of node:inspector,
 * which tells nobody when a debugger comes and goes; time-outs stand still only in between. It has a thread of its
 * own, because it must answer while the main thread stands at a breakpoint. Throws OffstageError for a port in use.
 */
export async function startInspector(port: number, debuggers: Int32Array): Promise<Inspector> {
  const before = Atomics.load(debuggers, 0);
  const workerData: InspectorData = { port, debuggers };
  const worker = new Worker(await workerFile(), { workerData, env: {}, argv: [], execArgv: [] });
  const message = await new Promise<InspectorMessage>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  if (message.kind === 'listening') {
    worker.unref();
    return {
      url: message.url,
      async close() {
        const ended = once(worker, 'exit');
        // Not by terminate(): a session that isn't closed leaves what stands at its breakpoints there for ever.
        worker.postMessage('close');
        await ended;
        // Debuggers that the end of the thread cut off have not counted themselves out.
        Atomics.store(debuggers, 0, before);
      },
    };
  }
  await worker.terminate();
  if (message.code === 'EADDRINUSE') throw new OffstageError(explain('inspector-port-in-use', { port }));
  const facts = { port, host: '127.0.0.1', purpose: 'the inspector', reason: message.reason };
  throw new OffstageError(explain('server-cannot-listen', facts));
}
