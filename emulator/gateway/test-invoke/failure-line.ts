import { mediaTypeOf } from '../../shared/media-type.ts';
import type { Trace } from '../exchange.ts';

/**
 * Why a request failed, as the execution log says it. Seen in recordings and in public logs, unless a line below says
 * otherwise; a client's own mistake is told by the message that the client gets.
 */
export function failureLine(trace: Trace): string {
  const { rejection, result, route } = trace;
  if (rejection?.type === 'BAD_REQUEST_BODY') return bodyFailure(trace);
  if (rejection?.type === 'INTEGRATION_TIMEOUT') return 'Execution failed due to a timeout error';
  if (rejection?.explanation.code === 'gateway-backend-broke-off') {
    return 'Execution failed due to a network error communicating with endpoint: Connection is closed';
  }
  if (route?.method.integration?.type === 'AWS_PROXY' && result?.lambda?.functionError) return functionFailure(trace);
  const status = rejection?.status ?? 0;
  const clients = rejection && (CLIENTS_TYPES.has(rejection.type) || (status >= 400 && status < 500));
  if (clients && rejection.clientMessage !== null) return rejection.clientMessage;
  return `Execution failed due to configuration error: ${reasonOf(trace)}`;
}

const CLIENTS_TYPES: ReadonlySet<string> = new Set(['BAD_REQUEST_PARAMETERS', 'UNSUPPORTED_MEDIA_TYPE']);

function bodyFailure({ input, rejection }: Trace): string {
  const contentType = input.header('content-type');
  const mediaType = contentType === undefined ? 'application/json' : mediaTypeOf(contentType);
  return `Request body does not match model schema for content type ${mediaType}: ${rejection?.validationError}`;
}

function functionFailure({ result }: Trace): string {
  const { payload = '{}', requestId } = result?.lambda ?? {};
  const { errorMessage } = JSON.parse(payload) as { errorMessage?: string };
  return `Lambda execution failed with status 200 due to customer function error: ${errorMessage}. Lambda request id: ${requestId}`;
}

function reasonOf({ rejection, outgoing, result, mapped }: Trace): string {
  switch (rejection?.explanation.code) {
    case 'gateway-no-integration-response':
      return `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${result?.status}`;
    case 'gateway-undeclared-status':
      return `Output mapping refers to an invalid method response: ${mapped?.selectedStatus}`;
    case 'mapping-template-failed':
    case 'mapping-template-syntax':
    case 'gateway-template-needs-text':
      return result === undefined ? 'Unable to transform request' : 'Unable to transform response';
  }
  if (rejection?.explanation.code === 'lambda-throttled') return 'Rate Exceeded.';
  if (outgoing?.kind === 'lambda' && result === undefined) return 'Invalid permissions on Lambda function';
  return (rejection && REASONS[rejection.explanation.code]) ?? rejection?.clientMessage ?? 'Internal server error';
}

const NO_BASE64 = 'Unable to base64 decode the body.';

const REASONS: Readonly<Record<string, string>> = {
  'gateway-invalid-endpoint': 'Invalid endpoint address',
  'gateway-backend-unreachable': 'Invalid endpoint address',
  'gateway-no-service-endpoint': 'Invalid endpoint address',
  'gateway-no-function-in-uri': 'Invalid function ARN or invalid URI',
  // Lambda itself refuses the call, and says nothing that the log repeats.
  'gateway-proxy-not-post': '',
  'gateway-malformed-proxy-answer': 'Malformed Lambda proxy response',
  'gateway-unsendable-header': 'Malformed Lambda proxy response',
  'gateway-body-is-no-base64': NO_BASE64,
  'gateway-answer-is-no-base64': NO_BASE64,
  'gateway-proxy-body-is-no-base64': NO_BASE64,
  'gateway-mock-without-status':
    'Unable to parse statusCode. It should be an integer that is defined in the request template.',
  'gateway-unusable-model': 'Request body validation failed due to an unexpected error',
};
