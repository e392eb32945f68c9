import type { GatewayResponse, GatewayResponseType } from '../types.ts';
import type { WrittenGatewayResponse, WrittenProject } from '../written.ts';
import { enableCorsOnErrors } from './cors.ts';
import { keySourceOf, type Reading, sourceOf } from './reading.ts';
import { readTemplates } from './template.ts';

/** The gateway responses that are written, and the two that `corsOnErrors` sets. */
export function readGatewayResponses(
  written: WrittenProject,
  reading: Reading,
): Map<GatewayResponseType, GatewayResponse> {
  const { gatewayResponses = {}, corsOnErrors } = written;
  const responses = new Map<GatewayResponseType, GatewayResponse>();
  for (const [type, response] of Object.entries(gatewayResponses)) {
    const source = keySourceOf(reading, gatewayResponses, type);
    const responseType = type as GatewayResponseType;
    responses.set(responseType, readResponse(responseType, response, { ...reading, start: source }));
    if (responseType === 'REQUEST_TOO_LARGE')
      reading.report.warning('config-ignored-gateway-response', { type }, source);
  }
  return corsOnErrors ? enableCorsOnErrors(responses, sourceOf(reading, written, 'corsOnErrors'), reading) : responses;
}

function readResponse(
  responseType: GatewayResponseType,
  written: WrittenGatewayResponse,
  reading: Reading,
): GatewayResponse {
  const { statusCode, responseParameters = {}, responseTemplates } = written;
  const templates =
    responseTemplates && readTemplates(responseTemplates, 'the template of a gateway response', reading);
  return reading.locator.remember(
    {
      responseType,
      ...(statusCode !== undefined && { statusCode: Number(statusCode) }),
      responseParameters,
      ...(templates && {
        responseTemplates: Object.fromEntries(Object.entries(templates).map(([key, { text }]) => [key, text])),
      }),
      source: reading.start,
    },
    written,
  );
}
