import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { parseLenientJson, queryBody } from '../../mapping/json-value.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationRequest } from '../integration/types.ts';

/**
 * The status that a MOCK integration answers with: `statusCode` of what the request template rendered. AWS's reader is
 * the lenient one of its templates: bare or single-quoted keys, stray commas, anything behind the value; besides, text
 * may stand before the brace. The value has to be a bare integer. Throws API_CONFIGURATION_ERROR otherwise.
 */
export function readMockStatus(integration: Integration, body: Buffer): IntegrationRequest {
  const text = body.toString('utf8');
  const statusCode = statusOf(text);
  if (statusCode !== undefined) return { kind: 'mock', statusCode };
  throw new GatewayReject(
    'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain('gateway-mock-without-status', { rendered: text }, { source: integration.source }),
  );
}

function statusOf(text: string): number | undefined {
  const brace = text.indexOf('{');
  if (brace === -1) return undefined;
  try {
    const status = queryBody(parseLenientJson(text.slice(brace)), 'statusCode');
    return typeof status === 'number' && Number.isInteger(status) ? status : undefined;
  } catch {
    return undefined;
  }
}
