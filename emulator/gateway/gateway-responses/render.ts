import type { GatewayResponse, RestApi } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import { allValues } from '../client-input.ts';
import type { Reply, Trace } from '../exchange.ts';
import { isSendable, MAPPED_HEADERS, outgoingName } from '../mapped-headers.ts';
import { evaluateMapping, type MappedValue, type MappingSources, type RequestPlace } from '../mapping-expression.ts';
import { addOwnHeaders, isTraced } from '../own-headers.ts';
import { anonymousIdentity, contextFacts } from '../request-context.ts';
import type { GatewayReject } from './reject.ts';
import { substitute } from './substitute.ts';
import { tooLargeReply } from './too-large.ts';
import { TYPE_DEFAULTS } from './types.ts';

/**
 * How a stage says no: the gateway response of a refusal's type. One that is configured is used alone; without it
 * DEFAULT_4XX or DEFAULT_5XX, if configured; else the built-in (recorded: test_gateway_response_put). A header that
 * HTTP can't carry is left out, and the trace gets a note.
 */
export function renderGatewayResponse(reject: GatewayReject, trace: Trace): Reply {
  const { deployment, context, route } = trace;
  if (reject.type === 'REQUEST_TOO_LARGE') return tooLargeReply(context);
  const status = statusOf(reject);
  const configured = configuredResponse(reject, deployment.api);
  const sources = readSources(reject, trace);
  const [contentType, template] = selectTemplate(configured, reject, trace);
  const body = Buffer.from(template === undefined ? defaultBody(reject, status) : substitute(template, sources));
  const headers: [string, string][] = [
    ['Content-Type', contentType],
    ['x-amzn-ErrorType', reject.errorType ?? TYPE_DEFAULTS[reject.type].errorType],
  ];
  if (configured) for (const line of mapHeaders(configured, sources, trace)) setHeader(headers, line);
  return {
    status: configured?.statusCode ?? status,
    headers: addOwnHeaders(headers, {
      requestId: context.requestId,
      extendedRequestId: context.extendedRequestId,
      traceId: reject.afterCall && isTraced(route?.method.integration?.type) ? context.traceId : undefined,
      contentLength: body.length,
    }),
    body,
  };
}

/** The gateway response that the API has for a refusal; undefined: the built-in one. */
export function configuredResponse(reject: GatewayReject, { gatewayResponses }: RestApi): GatewayResponse | undefined {
  return (
    gatewayResponses.get(reject.type) ?? gatewayResponses.get(statusOf(reject) < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX')
  );
}

function statusOf({ status, type }: GatewayReject): number {
  return status ?? TYPE_DEFAULTS[type].status ?? 500;
}

/** Refusals of the execution are written by another serialiser on AWS: a blank after the colon (recorded: 36 and 41 bytes). */
const EXECUTION_TYPES: ReadonlySet<string> = new Set([
  'API_CONFIGURATION_ERROR',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
]);

function defaultBody({ type, clientMessage }: GatewayReject, status: number): string {
  const text = JSON.stringify(clientMessage);
  if (type === 'ACCESS_DENIED') return `{"Message":${text}}`;
  return status >= 500 && EXECUTION_TYPES.has(type) ? `{"message": ${text}}` : `{"message":${text}}`;
}

/** Undefined: the built-in body. By Accept, else application/json, else the first. */
function selectTemplate(
  configured: GatewayResponse | undefined,
  reject: GatewayReject,
  { input }: Trace,
): [contentType: string, template: string | undefined] {
  const templates = configured?.responseTemplates;
  const keys = templates ? Object.keys(templates) : [];
  if (!templates || keys.length === 0) return ['application/json', undefined];
  const accept = input.header('accept');
  const wanted = accept === undefined ? 'application/json' : mediaTypeOf(accept);
  const key =
    keys.find((candidate) => mediaTypeOf(candidate) === wanted) ??
    keys.find((candidate) => mediaTypeOf(candidate) === 'application/json') ??
    (keys[0] as string);
  const template = templates[key];
  return [key, template === DEFAULT_TEMPLATE && reject.type !== 'ACCESS_DENIED' ? undefined : template];
}

/** Written out, it means the built-in. */
const DEFAULT_TEMPLATE = '{"message":$context.error.messageString}';

function readSources(reject: GatewayReject, trace: Trace): MappingSources {
  const { deployment, request, input, context, route, caller } = trace;
  const identity = { ...anonymousIdentity(request.sourceIp, input.header('user-agent')), ...caller?.identity };
  return {
    request: (place, name) => readParameter(trace, place, name),
    context: {
      ...contextFacts(request, context, deployment, route, identity, caller?.authorizer),
      error: {
        message: reject.clientMessage,
        messageString: JSON.stringify(reject.clientMessage),
        responseType: reject.type,
        validationErrorString: reject.validationError,
      },
    },
    stageVariables: deployment.stage.variables,
  };
}

function readParameter({ input, route }: Trace, place: RequestPlace, name: string): MappedValue | undefined {
  if (place === 'path') {
    const values = route?.pathParameters ?? {};
    return Object.hasOwn(values, name) ? values[name] : undefined;
  }
  const values = allValues(place === 'header' || place === 'multivalueheader' ? input.headers : input.query)[name];
  return place.startsWith('multivalue') ? values : values?.at(-1);
}

function* mapHeaders(configured: GatewayResponse, sources: MappingSources, trace: Trace): Iterable<[string, string]> {
  for (const [target, source] of Object.entries(configured.responseParameters)) {
    if (!target.startsWith(TARGET)) continue;
    const value = evaluateMapping(source, sources);
    if (value === undefined) continue;
    const name = target.slice(TARGET.length);
    const text = typeof value === 'string' ? value : value.join(',');
    const outgoing = outgoingName(name, MAPPED_HEADERS);
    if (outgoing === undefined) continue;
    if (isSendable(name, text)) yield [outgoing, text];
    else trace.notes.push(explain('gateway-unsendable-header', { name, value: text }, { source: configured.source }));
  }
}

const TARGET = 'gatewayresponse.header.';

/** A mapped Content-Type or x-amzn-ErrorType takes the place of the gateway's. */
function setHeader(headers: [string, string][], line: [string, string]): void {
  const index = headers.findIndex(([name]) => name.toLowerCase() === line[0].toLowerCase());
  if (index === -1) headers.push(line);
  else headers[index] = line;
}
