import type { SourceRef } from '../../errors/source-ref.ts';
import type { Integration, IntegrationResponse, IntegrationType, PassthroughBehavior } from '../types.ts';
import type { WrittenIntegration, WrittenIntegrationResponse } from '../written.ts';
import { readIntegrationTarget } from './integration-target.ts';
import { keySourceOf, type Reading, sourceOf } from './reading.ts';
import { readTemplates } from './template.ts';

/** An integration with the defaults of PutIntegration, and with the console's default response where none is written. */
export function readIntegration(written: WrittenIntegration, reading: Reading): Integration | undefined {
  if (written.type === undefined) return undefined;
  const type = written.type.toUpperCase() as IntegrationType;
  const { credentials, contentHandling, timeoutInMillis = 29_000, requestParameters = {} } = written;
  const { responseTransferMode } = written;
  const isHttp = type === 'HTTP' || type === 'HTTP_PROXY';
  const source = sourceOf(reading, written);
  return reading.locator.remember(
    {
      type,
      ...readIntegrationTarget(type, written, reading),
      ...(credentials !== undefined && { credentials }),
      requestParameters,
      requestTemplates: readTemplates(written.requestTemplates ?? {}, 'the request template', reading),
      passthroughBehavior: (written.passthroughBehavior?.toUpperCase() ?? 'WHEN_NO_MATCH') as PassthroughBehavior,
      ...(contentHandling !== undefined && { contentHandling }),
      timeoutInMillis,
      ...(responseTransferMode !== undefined && { responseTransferMode: responseTransferMode.toUpperCase() }),
      cacheKeyParameters: written.cacheKeyParameters ?? [],
      ...(written.cacheNamespace !== undefined && { cacheNamespace: written.cacheNamespace }),
      ...(isHttp && { connectionType: written.connectionType ?? 'INTERNET' }),
      responses: written.responses ? readResponses(written.responses, reading) : [defaultResponse(source)],
      source,
    },
    written,
  );
}

/** What the console adds to a new integration. */
function defaultResponse(source: SourceRef): IntegrationResponse {
  return { statusCode: '200', responseParameters: {}, responseTemplates: {}, source };
}

/** AWS keeps one integration response for each status, in their order. */
function readResponses(
  written: Readonly<Record<string, WrittenIntegrationResponse>>,
  reading: Reading,
): IntegrationResponse[] {
  const byStatus = new Map<string, IntegrationResponse>();
  let hasDefault = false;
  for (const [pattern, response] of Object.entries(written)) {
    const source = keySourceOf(reading, written, pattern);
    const isDefault = pattern === 'default' || pattern === '';
    const statusCode = String(response.statusCode ?? '');
    const twin = byStatus.get(statusCode);
    if (isDefault && hasDefault) reading.report.error('config-default-twice', {}, source);
    else if (twin) reading.report.error('config-status-twice', { statusCode, line: twin.source.line }, source);
    hasDefault ||= isDefault;
    byStatus.set(statusCode, readResponse({ pattern, statusCode, written: response, source }, reading));
  }
  return [...byStatus.values()].sort((a, b) => a.statusCode.localeCompare(b.statusCode));
}

function readResponse(
  input: { pattern: string; statusCode: string; written: WrittenIntegrationResponse; source: SourceRef },
  reading: Reading,
): IntegrationResponse {
  const { pattern, statusCode, written, source } = input;
  const { responseParameters = {}, responseTemplates = {}, contentHandling } = written;
  return reading.locator.remember(
    {
      statusCode,
      ...(pattern !== 'default' && { selectionPattern: pattern }),
      responseParameters,
      responseTemplates: readTemplates(responseTemplates, 'the response template', reading),
      ...(contentHandling !== undefined && { contentHandling }),
      source,
    },
    written,
  );
}
