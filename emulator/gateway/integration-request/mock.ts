import type { Integration } from '../../config/types.ts';
import { explain } from '../../errors/explanation.ts';
import { GatewayReject } from '../gateway-responses/reject.ts';
import type { IntegrationRequest } from '../integration/types.ts';

/**
 * The status that a MOCK integration answers with: `statusCode` of what the request template rendered. AWS's reader is
 * lenient: the key may be bare or in single quotes, text may stand before the brace, stray commas and closing braces
 * are passed over; the value has to be a bare integer and no opening brace may lack its closing one. Throws
 * API_CONFIGURATION_ERROR otherwise.
 */
export function readMockStatus(integration: Integration, body: Buffer): IntegrationRequest {
  const text = body.toString('utf8');
  const statusCode = statusOfJson(text) ?? statusOfLooseText(text);
  if (statusCode !== undefined) return { kind: 'mock', statusCode };
  throw new GatewayReject(
    'API_CONFIGURATION_ERROR',
    'Internal server error',
    explain('gateway-mock-without-status', { rendered: text }, { source: integration.source }),
  );
}

function statusOfJson(text: string): number | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const status = value !== null && typeof value === 'object' && 'statusCode' in value ? value.statusCode : undefined;
    return typeof status === 'number' && Number.isInteger(status) ? status : undefined;
  } catch {
    return undefined;
  }
}

function statusOfLooseText(text: string): number | undefined {
  const opened = text.split('{').length;
  const closed = text.split('}').length;
  if (opened < 2 || closed < opened) return undefined;
  const found = /[{,]\s*(?:"statusCode"|'statusCode'|statusCode)\s*:\s*(-?\d+)\s*[,}]/.exec(text);
  return found ? Number(found[1]) : undefined;
}
