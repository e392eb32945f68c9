import { performance } from 'node:perf_hooks';
import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import type { FunctionStream, StreamedResult } from '../../shared/function-runtime.ts';
import { streamWithin } from '../answer-stream.ts';
import type { Admitted, Outside } from '../exchange.ts';
import { idleLimit } from '../stream-limits.ts';
import { within } from '../within.ts';
import { refused, refuseLargeEvent, timedOut } from './lambda.ts';
import { readStreamHead } from './stream-head.ts';
import type { IntegrationResult, LambdaRequest } from './types.ts';

/**
 * Calls a function with InvokeWithResponseStream and waits for the metadata that its answer begins with; the payload
 * behind them comes as a stream. The integration's timeout holds for all of it; a client that leaves ends the invocation. Throws as `callLambda` does.
 */
export async function streamLambda(
  request: LambdaRequest,
  { request: client, context, route, deployment }: Admitted,
  outside: Outside,
): Promise<IntegrationResult> {
  const integration = route.method.integration as Integration;
  const { timeoutInMillis, source } = integration;
  const { functionName, qualifier, payload, invocationType, traceId } = request;
  refuseLargeEvent(request, integration);
  const deadline = performance.now() + timeoutInMillis;
  const left = new AbortController();
  const leave = () => left.abort();
  client.signal.addEventListener('abort', leave);
  if (client.signal.aborted) leave();
  const call = outside.invokeStreaming({ functionName, qualifier, payload, invocationType, traceId }, left.signal);
  const stop = () => {
    // The gateway that breaks off closes the client's connection itself: that is no client who leaves.
    client.signal.removeEventListener('abort', leave);
    void letRunOn(call);
  };
  const late = () => timedOut(request, integration);
  try {
    const stream = await within(timeoutInMillis, call, late, outside.isDebugged);
    if (stream.kind === 'refusal') throw refused(stream, request, integration);
    const headers: [string, string][] = [
      ['Content-Type', 'application/vnd.amazon.eventstream'],
      ['x-amzn-RequestId', stream.requestId],
      ['X-Amzn-Trace-Id', context.traceId],
    ];
    if (stream.kind === 'accepted') return { status: stream.status, headers, body: Buffer.alloc(0) };
    const pieces = stream.payload[Symbol.asyncIterator]();
    const head = await within(
      Math.max(0, deadline - performance.now()),
      readStreamHead(pieces),
      late,
      outside.isDebugged,
    );
    if ('instead' in head) {
      stop();
      const lambda = head.isOver ? await failureOf(stream) : undefined;
      return { status: 200, headers, body: head.instead, ...(lambda && { lambda }) };
    }
    const rest = streamWithin({
      pieces,
      first: head.first,
      stop,
      deadline,
      idleMs: idleLimit(deployment.api),
      isDebugged: outside.isDebugged,
      explain: (reason) => {
        const facts = { reason, functionName, timeoutInMillis, idleMs: idleLimit(deployment.api) };
        return explain('gateway-stream-cut', facts, { source });
      },
      async failure() {
        const { functionError, explanation, payload: error } = await stream.ended;
        if (!functionError) return undefined;
        return explanation ?? explain('gateway-function-refused', { functionName, reason: error }, { source });
      },
    });
    return { status: 200, headers, body: head.metadata, stream: rest };
  } catch (error) {
    stop();
    throw error;
  }
}

/** A client that leaves ends the invocation; one that the gateway cuts off does not: the rest is read and goes nowhere. */
async function letRunOn(call: Promise<StreamedResult>): Promise<void> {
  const result = await call;
  if (result.kind === 'stream') for await (const _ of result.payload);
}

async function failureOf({ ended }: FunctionStream): Promise<IntegrationResult['lambda']> {
  const end = await ended;
  return end.functionError ? end : undefined;
}
