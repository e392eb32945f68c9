import { performance } from 'node:perf_hooks';
import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { streamWithin } from '../answer-stream.ts';
import type { Admitted, HttpAnswer, Outside } from '../exchange.ts';
import { idleLimit } from '../stream-limits.ts';
import { refuseFailure, refuseNoEndpoint } from './http.ts';
import type { HttpRequest, IntegrationResult } from './types.ts';

/**
 * Calls an HTTP backend and waits for its status and headers; the body comes as a stream. The integration's timeout
 * holds for all of it. Throws as `callHttp` does.
 */
export async function streamHttp(
  request: HttpRequest,
  { request: client, route, deployment }: Admitted,
  outside: Outside,
): Promise<IntegrationResult> {
  const integration = route.method.integration as Integration;
  const { timeoutInMillis: timeoutMs, source } = integration;
  const { method, url, headers, body } = request;
  refuseNoEndpoint(url, integration);
  const deadline = performance.now() + timeoutMs;
  const left = new AbortController();
  const signal = AbortSignal.any([client.signal, left.signal]);
  const outcome = await outside.send({ method, url, headers, body, timeoutMs, signal, streamed: true });
  if (outcome.kind === 'failure') throw refuseFailure(outcome, url, integration);
  const stream = streamWithin({
    pieces: piecesOf(outcome),
    stop: () => left.abort(),
    deadline,
    idleMs: idleLimit(deployment.api),
    explain: (reason, error) =>
      reason === 'failure'
        ? explain('gateway-backend-broke-off', { url, reason: error?.message ?? 'the connection ended' }, { source })
        : explain(
            'gateway-stream-cut',
            { reason, url, timeoutInMillis: timeoutMs, idleMs: idleLimit(deployment.api) },
            { source },
          ),
  });
  return { status: outcome.status, headers: outcome.headers, body: NOTHING, stream };
}

const NOTHING = Buffer.alloc(0);

async function* piecesOf({ body, rest }: HttpAnswer): AsyncGenerator<Uint8Array> {
  if (body.length > 0) yield body;
  if (rest) yield* rest;
}
