import { GATEWAY_RESPONSE_TYPES, type GatewayResponse, type GatewayResponseType } from '../config/types.ts';
import { suggest } from '../errors/suggest.ts';
import type { DocumentNode } from './document-node.ts';
import { gatewayMappingError } from './mapping-rules.ts';
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
    // AWS takes it and ignores it.
    if (responseType === 'REQUEST_TOO_LARGE') {
      report.warn('config-ignored-gateway-response', { type: responseType }, entry.source);
    }
    const templates = entry.get('responseTemplates');
    responses.set(responseType, {
      responseType,
      statusCode: readStatus(entry.get('statusCode'), report),
      responseParameters: readParameters(entry.get('responseParameters'), report),
      responseTemplates: templates === undefined ? undefined : textsByName(templates),
      source: entry.source,
    });
  }
  return responses;
}

function readStatus(node: DocumentNode | undefined, report: ImportReport): number | undefined {
  const written = node?.text();
  if (node === undefined || written === undefined) return undefined;
  if (/^[1-5]\d\d$/.test(written)) return Number(written);
  report.refuse('import-gateway-response-status', { status: written }, node.source);
  return undefined;
}

function readParameters(node: DocumentNode | undefined, report: ImportReport): Record<string, string> {
  const parameters = textsByName(node);
  for (const [target, expression] of Object.entries(parameters)) {
    const wrong = gatewayMappingError(target, expression);
    if (wrong === undefined) continue;
    const source = node?.get(target)?.source ?? node?.source;
    if (source) report.refuse('import-gateway-response-refused', { aws: wrong }, source);
    delete parameters[target];
  }
  return parameters;
}

function textsByName(node: DocumentNode | undefined): Record<string, string> {
  return Object.fromEntries((node?.entries() ?? []).map(([name, value]) => [name, value.text() ?? '']));
}
