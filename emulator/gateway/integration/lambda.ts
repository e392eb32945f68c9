import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import type { FunctionRefusal } from '../../shared/function-runtime.ts';
import { LARGEST_EVENT } from '../../shared/invocation-type.ts';
import type { Admitted, Outside } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { within } from '../within.ts';
import type { IntegrationResult, LambdaRequest } from './types.ts';

/**
 * Calls a function and waits for it as long as the integration's timeout allows. Throws INTEGRATION_TIMEOUT (504), or
 * what a refusal of the Lambda service becomes: 400 for an event that is no JSON, 413 for one that is too large, 500
 * for a function that isn't there.
 */
export async function callLambda(
  request: LambdaRequest,
  { context, route }: Admitted,
  outside: Outside,
): Promise<IntegrationResult> {
  const integration = route.method.integration as Integration;
  refuseLargeEvent(request, integration);
  const call = outside.invoke({
    functionName: request.functionName,
    qualifier: request.qualifier,
    payload: request.payload,
    invocationType: request.invocationType,
    traceId: request.traceId,
  });
  const result = await within(
    integration.timeoutInMillis,
    call,
    () => timedOut(request, integration),
    outside.isDebugged,
  );
  if (result.kind === 'refusal') throw refused(result, request, integration);
  const headers: [string, string][] = [
    ['Content-Type', 'application/json'],
    ['x-amzn-RequestId', result.requestId],
    ['X-Amzn-Trace-Id', context.traceId],
  ];
  if (result.kind === 'accepted') return { status: result.status, headers, body: Buffer.alloc(0) };
  headers.push(['X-Amz-Executed-Version', request.qualifier ?? '$LATEST']);
  if (result.functionError) headers.push(['X-Amz-Function-Error', result.functionError]);
  return { status: 200, headers, body: Buffer.from(result.payload), lambda: result };
}

/** Seen on AWS: Lambda's limit is below the gateway's, and the client is told in the gateway's manner. */
export function refuseLargeEvent(
  { functionName, payload, invocationType }: LambdaRequest,
  { source }: Integration,
): void {
  const limit = invocationType === 'Event' ? LARGEST_EVENT.asynchronous : LARGEST_EVENT.synchronous;
  // A character has three bytes at the most.
  if (payload.length * 3 <= limit) return;
  const bytes = Buffer.byteLength(payload);
  if (bytes <= limit) return;
  const explanation = explain('gateway-event-too-large', { functionName, bytes, limit }, { source });
  throw new GatewayReject('DEFAULT_4XX', 'Request Too Long', explanation, {
    status: 413,
    errorType: 'RequestTooLargeException',
    afterCall: true,
  });
}

/** The function takes longer than the integration waits. */
export function timedOut({ functionName }: LambdaRequest, { timeoutInMillis, source }: Integration): GatewayReject {
  const explanation = explain(
    'gateway-function-slower-than-integration',
    { functionName, timeoutInMillis },
    { source },
  );
  return new GatewayReject('INTEGRATION_TIMEOUT', 'Endpoint request timed out', explanation, { afterCall: true });
}

/** What the client gets when the Lambda service refuses the call. */
export function refused(result: FunctionRefusal, request: LambdaRequest, { source }: Integration): GatewayReject {
  if (result.status === 400) {
    const explanation = explain(
      'gateway-event-is-no-json',
      { payload: request.payload, reason: result.message },
      { source },
    );
    return new GatewayReject('DEFAULT_4XX', result.message, explanation, {
      status: 400,
      errorType: 'BadRequestException',
      afterCall: true,
      lambda: result,
    });
  }
  const explanation =
    result.explanation ??
    explain('gateway-function-refused', { functionName: request.functionName, reason: result.message }, { source });
  return new GatewayReject('INTEGRATION_FAILURE', 'Internal server error', explanation, {
    status: 500,
    afterCall: true,
    lambda: result,
  });
}
