import type { Integration, IntegrationResponse, Template } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { type HeaderList, lastHeader } from '../../shared/header-list.ts';
import { mediaTypeOf } from '../../shared/media-type.ts';
import type { Admitted, MappedResponse, Outgoing } from '../exchange.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationResult } from '../integration/types.ts';
import type { MappedValue } from '../mapping-expression.ts';
import { renderTemplate } from '../render-template.ts';
import { isStreamed } from '../stream-limits.ts';
import { overrides } from '../template-context.ts';
import { handleResponseContent } from './content.ts';
import { mapResponseHeaders } from './parameters.ts';
import { readProxyResult } from './proxy-result.ts';
import { selectIntegrationResponse } from './select.ts';
import { readStreamedResult } from './streamed-result.ts';

/**
 * Integration response: what did the answer mean? A proxy's answer is read as it is; any other is selected, its
 * headers are mapped, its body goes through the template, and the overrides win.
 */
export function buildIntegrationResponse(
  result: IntegrationResult,
  admitted: Admitted,
  { templateContext }: Outgoing,
): MappedResponse {
  const integration = admitted.route.method.integration as Integration;
  if (integration.type === 'AWS_PROXY') {
    return isStreamed(integration) ? readStreamedResult(result, admitted) : readProxyResult(result, admitted);
  }
  if (integration.type === 'HTTP_PROXY') {
    const { status, headers, stream } = result;
    if (stream) return { status, headers, body: result.body, stream };
    const { body } = handleResponseContent(undefined, result, admitted);
    return { status, headers, body };
  }
  const response = selectIntegrationResponse(integration, result);
  const content = handleResponseContent(response.contentHandling, result, admitted);
  let { body } = content;
  const headers = mapResponseHeaders(response, result, body, admitted, templateContext);
  let context = templateContext;
  const template = selectResponseTemplate(response.responseTemplates, admitted.input.header('accept'));
  // An empty template is none: AWS stores null, and the body passes through.
  if (template && template.text !== '') {
    if (!content.isText) throw templateOnBinary(response, result);
    const rendered = renderTemplate(template, admitted, {
      phase: 'response',
      body: body.toString('utf8'),
      context: templateContext,
    });
    body = Buffer.from(rendered.text);
    context = rendered.context;
  }
  for (const [name, value] of overrides(context, 'responseOverride', 'header')) setHeader(headers, name, value);
  const { statusCode } = response;
  const status = statusOverride(context) ?? Number(statusCode);
  return { status, selectedStatus: statusCode, headers: toLines(headers), body };
}

/** By the client's Accept; without a match application/json if it is there, else the first. */
function selectResponseTemplate(
  templates: Readonly<Record<string, Template>>,
  accept: string | undefined,
): Template | undefined {
  const wanted = accept === undefined ? 'application/json' : mediaTypeOf(accept);
  const keys = Object.keys(templates);
  const key =
    keys.find((candidate) => mediaTypeOf(candidate) === wanted) ??
    keys.find((candidate) => mediaTypeOf(candidate) === 'application/json') ??
    keys[0];
  return key === undefined ? undefined : templates[key];
}

function templateOnBinary(
  { contentHandling, source }: IntegrationResponse,
  { headers }: IntegrationResult,
): GatewayReject {
  const mediaType = lastHeader(headers, 'content-type') ?? 'an answer without a type';
  const explanation = explain('gateway-template-needs-text', { contentHandling, mediaType }, { source });
  return new GatewayReject('API_CONFIGURATION_ERROR', 'Internal server error', explanation, { afterCall: true });
}

/** An override replaces the mapped header of that name in any spelling. */
function setHeader(headers: Map<string, MappedValue>, name: string, value: MappedValue): void {
  for (const known of headers.keys()) {
    if (known.toLowerCase() === name.toLowerCase()) headers.delete(known);
  }
  headers.set(name, value);
}

/** A status that is no integer from 100 to 599 is ignored. */
function statusOverride(context: Readonly<Record<string, unknown>>): number | undefined {
  const status = (context.responseOverride as Record<string, unknown> | undefined)?.status;
  const number = typeof status === 'string' && /^\d{3}$/.test(status) ? Number(status) : status;
  if (typeof number !== 'number' || !Number.isInteger(number)) return undefined;
  return number >= 100 && number <= 599 ? number : undefined;
}

function toLines(headers: ReadonlyMap<string, MappedValue>): HeaderList {
  return [...headers].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : value.map((one) => [name, one] as const),
  );
}
