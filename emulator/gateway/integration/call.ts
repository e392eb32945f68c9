import type { Admitted, Outside } from '../exchange.ts';
import { isStreamed } from '../stream-limits.ts';
import { callHttp } from './http.ts';
import { streamHttp } from './http-streaming.ts';
import { callLambda } from './lambda.ts';
import { streamLambda } from './lambda-streaming.ts';
import type { IntegrationRequest, IntegrationResult } from './types.ts';

const NOTHING = Buffer.alloc(0);

/** Integration: who answers? One line per kind. */
export function callIntegration(
  request: IntegrationRequest,
  admitted: Admitted,
  outside: Outside,
): IntegrationResult | Promise<IntegrationResult> {
  const { integration } = admitted.route.method;
  const streamed = integration !== undefined && isStreamed(integration);
  switch (request.kind) {
    case 'lambda':
      return (streamed ? streamLambda : callLambda)(request, admitted, outside);
    case 'http':
      return (streamed ? streamHttp : callHttp)(request, admitted, outside);
    case 'mock':
      return { status: request.statusCode, headers: [], body: NOTHING };
  }
}
