import { explain } from '../../errors/explanation.ts';
import type { Admitted, MappedResponse, Reply } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { addOwnHeaders, isTraced } from '../own-headers.ts';
import { outgoingHeaders } from './headers.ts';

/**
 * Method response: what may go out? A proxy's answer as it is; any other has to have a status that the method
 * declares. The gateway's own headers are added. Throws API_CONFIGURATION_ERROR for an undeclared status, and for one
 * below 200 what a malformed answer gets: a client would go on waiting for the answer behind it.
 */
export function buildMethodResponse(mapped: MappedResponse, admitted: Admitted): Reply {
  const { context, route } = admitted;
  const type = route.method.integration?.type;
  if (mapped.selectedStatus !== undefined) refuseUndeclaredStatus(mapped.selectedStatus, admitted);
  if (mapped.status < 200) throw informational(mapped.status, admitted);
  const headers = outgoingHeaders(mapped.headers, admitted);
  return {
    status: mapped.status,
    headers: addOwnHeaders(headers, {
      requestId: context.requestId,
      extendedRequestId: context.extendedRequestId,
      traceId: isTraced(type) ? context.traceId : undefined,
      contentLength: mapped.stream ? undefined : mapped.body.length,
    }),
    body: mapped.stream ?? mapped.body,
  };
}

/** An integration response whose status the method doesn't declare can't be answered (recorded in execution logs). */
function refuseUndeclaredStatus(statusCode: string, { route }: Admitted): void {
  const { methodResponses, source } = route.method;
  if (Object.hasOwn(methodResponses, statusCode)) return;
  throw new GatewayReject(
    'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain('gateway-undeclared-status', { statusCode, declared: Object.keys(methodResponses) }, { source }),
    { afterCall: true },
  );
}

function informational(status: number, { route }: Admitted): GatewayReject {
  const isProxy = route.method.integration?.type === 'AWS_PROXY';
  return new GatewayReject(
    isProxy ? 'INTEGRATION_FAILURE' : 'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain('gateway-informational-status', { status }, { source: route.method.source }),
    { ...(isProxy && { status: 502 }), afterCall: true },
  );
}
