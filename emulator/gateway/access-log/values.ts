import type { Trace } from '../exchange.ts';
import { calledIntegration, endpointRequestId, integrationError, integrationLatency } from './integration.ts';
import { authenticate, authorize, authorizer } from './phases.ts';

type Value = string | number | null | undefined;

/** What access logs alone can show (Developer Guide, variables for access logging); undefined: the request hasn't it. */
export const LOG_VALUES: Readonly<Record<string, (trace: Trace) => Value>> = {
  requestId,
  status: ({ reply }) => reply?.status,
  responseLength,
  responseLatency: ({ endedAt, context }) => (endedAt === undefined ? undefined : endedAt - context.requestTimeEpoch),
  'error.message': ({ rejection }) => rejection?.clientMessage,
  'error.messageString': ({ rejection }) => rejection && JSON.stringify(rejection.clientMessage),
  'error.responseType': ({ rejection }) => rejection?.type,
  'error.validationErrorString': ({ rejection }) => rejection?.validationError,
  awsEndpointRequestId: endpointRequestId,
  'integration.requestId': endpointRequestId,
  integrationStatus,
  'integration.integrationStatus': integrationStatus,
  'integration.status': answeredStatus,
  integrationLatency,
  'integration.latency': integrationLatency,
  integrationErrorMessage: integrationError,
  'integration.error': integrationError,
  'authenticate.status': (trace) => authenticate(trace)?.status,
  'authenticate.latency': (trace) => authenticate(trace)?.latency,
  'authenticate.error': (trace) => authenticate(trace)?.error,
  'authorizer.status': (trace) => authorizer(trace)?.status,
  'authorizer.latency': (trace) => authorizer(trace)?.latency,
  'authorizer.error': (trace) => authorizer(trace)?.error,
  'authorizer.integrationLatency': (trace) => trace.authorizerCall?.latency ?? keptAuthorizerLatency(trace),
  'authorizer.integrationStatus': ({ authorizerCall }) => authorizerCall?.status,
  'authorizer.requestId': ({ authorizerCall }) => authorizerCall?.requestId,
  'authorize.status': (trace) => authorize(trace)?.status,
  'authorize.latency': (trace) => authorize(trace)?.latency,
  'authorize.error': (trace) => authorize(trace)?.error,
};

/** A client that names its request otherwise than by a UUID is told in the log (Developer Guide, set-up-logging). */
function requestId({ input, context }: Trace): string {
  const chosen = input.header('x-amzn-requestid');
  return chosen === undefined || chosen === context.requestId ? context.requestId : 'UUID_REPLACED_INVALID_REQUEST_ID';
}

/** 0, as in an event: the authorizer's answer was kept. */
function keptAuthorizerLatency({ caller }: Trace): Value {
  const latency = caller?.authorizer?.integrationLatency;
  return typeof latency === 'number' ? latency : undefined;
}

/** Bytes of the body as it went out. */
function responseLength({ reply, streamedBytes }: Trace): Value {
  return reply && (Buffer.isBuffer(reply.body) ? reply.body.length : (streamedBytes ?? 0));
}

/** Lambda's own status, or the backend's. */
function integrationStatus(trace: Trace): Value {
  const { result, rejection } = trace;
  return calledIntegration(trace) ? (result?.status ?? rejection?.lambda?.status) : undefined;
}

/** What a proxy's function returned as its statusCode; of any other integration the same as above. */
function answeredStatus(trace: Trace): Value {
  const isProxy = trace.route?.method.integration?.type === 'AWS_PROXY';
  return isProxy && calledIntegration(trace) ? trace.mapped?.status : integrationStatus(trace);
}
