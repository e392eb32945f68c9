import { explain } from '../../errors/explanation.ts';
import type { Admitted, MappedResponse, Reply } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import { addOwnHeaders } from '../own-headers.ts';
import { outgoingHeaders } from './headers.ts';

/**
 * Method response: what may go out? A proxy's answer as it is; any other has to have a status that the method
 * declares. The gateway's own headers are added. Throws API_CONFIGURATION_ERROR for an undeclared status.
 */
export function buildMethodResponse(mapped: MappedResponse, admitted: Admitted): Reply {
  const { context, route } = admitted;
  const type = route.method.integration?.type;
  if (mapped.selectedStatus !== undefined) refuseUndeclaredStatus(mapped.selectedStatus, admitted);
  const headers = outgoingHeaders(mapped.headers, admitted);
  const traced = type !== 'MOCK' && type !== 'HTTP_PROXY';
  return {
    status: mapped.status,
    headers: addOwnHeaders(headers, {
      requestId: context.requestId,
      extendedRequestId: context.extendedRequestId,
      traceId: traced ? context.traceId : undefined,
      contentLength: mapped.body.length,
    }),
    body: mapped.body,
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
