import type { Admitted, Outside } from '../exchange.ts';
import { callHttp } from './http.ts';
import { callLambda } from './lambda.ts';
import type { IntegrationRequest, IntegrationResult } from './types.ts';

const NOTHING = Buffer.alloc(0);

/** Integration: who answers? One line per kind. */
export async function callIntegration(
  request: IntegrationRequest,
  admitted: Admitted,
  outside: Outside,
): Promise<IntegrationResult> {
  switch (request.kind) {
    case 'lambda':
      return callLambda(request, admitted, outside);
    case 'http':
      return callHttp(request, admitted, outside);
    case 'mock':
      return { status: request.statusCode, headers: [], body: NOTHING };
  }
}
