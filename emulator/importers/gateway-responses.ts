import { GATEWAY_RESPONSE_TYPES, type GatewayResponse, type GatewayResponseType } from '../config/types.ts';
import { suggest } from '../errors/suggest.ts';
import type { DocumentNode } from './document-node.ts';
import type { ImportReport } from './report.ts';

/** `x-amazon-apigateway-gateway-responses`: only the types that the document sets, only what it sets of them. */
export function readGatewayResponses(
  node: DocumentNode | undefined,
  report: ImportReport,
): Map<GatewayResponseType, GatewayResponse> {
  const responses = new Map<GatewayResponseType, GatewayResponse>();
  for (const [name, entry] of node?.entries() ?? []) {
    const responseType = GATEWAY_RESPONSE_TYPES.find((type) => type === name);
    if (responseType === undefined) {
      const nearest = suggest(name, GATEWAY_RESPONSE_TYPES);
      report.warn('import-gateway-response-unknown', { type: name, nearest }, entry.source);
      continue;
    }
    const templates = entry.get('responseTemplates');
    responses.set(responseType, {
      responseType,
      statusCode: entry.get('statusCode')?.number(),
      responseParameters: textsByName(entry.get('responseParameters')),
      responseTemplates: templates === undefined ? undefined : textsByName(templates),
      source: entry.source,
    });
  }
  return responses;
}

function textsByName(node: DocumentNode | undefined): Record<string, string> {
  return Object.fromEntries((node?.entries() ?? []).map(([name, value]) => [name, value.text() ?? '']));
}
