import type { GatewayResponse } from '../../config/types.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import { allValues } from '../client-input.ts';
import type { Arrival, Reply, Route } from '../exchange.ts';
import { evaluateMapping, type MappingSources, type RequestPlace } from '../mapping-expression.ts';
import { addOwnHeaders } from '../own-headers.ts';
import { anonymousIdentity, contextFacts } from '../request-context.ts';
import type { GatewayReject } from './reject.ts';
import { substitute } from './substitute.ts';
import { TYPE_DEFAULTS } from './types.ts';

/**
 * How a stage says no: the gateway response of a refusal's type. One that is configured is used alone; without it
 * DEFAULT_4XX or DEFAULT_5XX, if configured; else the built-in (recorded: test_gateway_response_put).
 */
export function renderGatewayResponse(reject: GatewayReject, arrival: Arrival, route: Route | undefined): Reply {
  const status = reject.status ?? TYPE_DEFAULTS[reject.type].status ?? 500;
  const { gatewayResponses } = arrival.deployment.api;
  const configured =
    gatewayResponses.get(reject.type) ?? gatewayResponses.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  const sources = readSources(reject, arrival, route);
  const [contentType, template] = selectTemplate(configured, reject, arrival);
  const body = Buffer.from(template === undefined ? defaultBody(reject, status) : substitute(template, sources));
  const headers: [string, string][] = [['Content-Type', contentType]];
  for (const [name, value] of mapHeaders(configured, sources)) setHeader(headers, name, value);
  headers.push(['x-amzn-ErrorType', reject.errorType ?? TYPE_DEFAULTS[reject.type].errorType]);
  return {
    status: configured?.statusCode ?? status,
    headers: addOwnHeaders(headers, {
      requestId: arrival.context.requestId,
      extendedRequestId: arrival.context.extendedRequestId,
      traceId: reject.afterCall ? arrival.context.traceId : undefined,
      contentLength: body.length,
    }),
    body,
  };
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
  { input }: Arrival,
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

function readSources(reject: GatewayReject, arrival: Arrival, route: Route | undefined): MappingSources {
  const { deployment, request, input, context } = arrival;
  return {
    request: (place, name) => readParameter(arrival, route, place, name),
    context: {
      ...contextFacts(request, context, deployment, route),
      identity: anonymousIdentity(request.sourceIp, input.header('user-agent')),
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

function readParameter({ input }: Arrival, route: Route | undefined, place: RequestPlace, name: string) {
  if (place === 'path') return route?.pathParameters?.[name];
  const values = allValues(place === 'header' || place === 'multivalueheader' ? input.headers : input.query)[name];
  return values?.at(-1);
}

function* mapHeaders(configured: GatewayResponse | undefined, sources: MappingSources): Iterable<[string, string]> {
  for (const [target, source] of Object.entries(configured?.responseParameters ?? {})) {
    if (!target.startsWith(TARGET)) continue;
    const value = evaluateMapping(source, sources);
    if (value !== undefined) yield [target.slice(TARGET.length), typeof value === 'string' ? value : value.join(',')];
  }
}

const TARGET = 'gatewayresponse.header.';

function setHeader(headers: [string, string][], name: string, value: string): void {
  const index = headers.findIndex((line) => line[0].toLowerCase() === name.toLowerCase());
  if (index === -1) headers.push([name, value]);
  else headers[index] = [name, value];
}
