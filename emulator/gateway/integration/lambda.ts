import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import type { FunctionResult } from '../../shared/function-runtime.ts';
import type { Admitted, Outside } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationResult, LambdaRequest } from './types.ts';

/**
 * Calls a function and waits for it as long as the integration's timeout allows. Throws INTEGRATION_TIMEOUT (504), or
 * what a refusal of the Lambda service becomes: 400 for an event that is no JSON, 500 for a function that isn't there.
 */
export async function callLambda(
  request: LambdaRequest,
  { context, route }: Admitted,
  outside: Outside,
): Promise<IntegrationResult> {
  const integration = route.method.integration as Integration;
  const call = outside.invoke({
    functionName: request.functionName,
    qualifier: request.qualifier,
    payload: request.payload,
    invocationType: request.invocationType,
    traceId: request.traceId,
  });
  const result = await within(integration.timeoutInMillis, call, () => timedOut(request, integration));
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

/** Settles as `promise` does, or fails with `late()` when that takes more than `ms`. */
function within<T>(ms: number, promise: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

function timedOut({ functionName }: LambdaRequest, { timeoutInMillis, source }: Integration): GatewayReject {
  const explanation = explain(
    'gateway-function-slower-than-integration',
    { functionName, timeoutInMillis },
    { source },
  );
  return new GatewayReject('INTEGRATION_TIMEOUT', 'Endpoint request timed out', explanation, { afterCall: true });
}

function refused(
  result: FunctionResult & { kind: 'refusal' },
  request: LambdaRequest,
  { source }: Integration,
): GatewayReject {
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
    });
  }
  const explanation =
    result.explanation ??
    explain('gateway-function-refused', { functionName: request.functionName, reason: result.message }, { source });
  return new GatewayReject('INTEGRATION_FAILURE', 'Internal server error', explanation, {
    status: 500,
    afterCall: true,
  });
}
