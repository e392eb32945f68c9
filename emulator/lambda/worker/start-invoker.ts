import { performance } from 'node:perf_hooks';
import type { MessagePort } from 'node:worker_threads';
import type { InitMessage } from '../protocol.ts';
import { createResponseSender } from './chunk-sender.ts';
import type { EventSource } from './inbox.ts';
import { createInvoker, type Invoker } from './invoke.ts';
import { createStreamingInvoker, type StreamingHandler } from './invoke-streaming.ts';
import { isAsync, loadHandler } from './load-handler.ts';
import { createMemoryGauge } from './memory-gauge.ts';
import type { Output } from './output.ts';
import { warnOfCallback } from './runtime-log.ts';

interface Parts {
  readonly init: InitMessage;
  readonly events: EventSource;
  readonly output: Output;
  readonly port: MessagePort;
  readonly signal: Int32Array;
  readonly sharedLoop: boolean;
}

/**
 * The init phase of an environment: loads its function, tells the emulator so, and gives what calls the handler with
 * events. Rejects with what loading throws.
 */
export async function startInvoker(parts: Parts): Promise<Invoker> {
  const startedAt = performance.now();
  const { handler, streaming } = await loadHandler(parts.init);
  if (!streaming && handler.length === 3 && !isAsync(handler)) warnOfCallback(parts.output);
  // Known from here on, also of an environment that will not live to the end of its first call.
  createMemoryGauge(parts.signal)();
  const { port } = parts;
  const sender = streaming && createResponseSender(port);
  if (sender) port.postMessage(['init', performance.now() - startedAt, sender.emulatorEnd], [sender.emulatorEnd]);
  else port.postMessage(['init', performance.now() - startedAt]);
  if (!sender) return createInvoker({ ...parts, handler });
  const { highWaterMark } = streaming;
  return createStreamingInvoker({ ...parts, handler: handler as StreamingHandler, highWaterMark, sender });
}
