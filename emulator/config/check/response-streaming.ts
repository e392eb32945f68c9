import { parseIntegrationUri } from '../../shared/aws-names.ts';
import type { Integration } from '../types.ts';
import type { ProjectCheck } from './project-check.ts';

/** Milliseconds: what a buffered answer may take where the account's quota was raised. */
const LONGEST_BUFFERED = 300_000;

/** What response streaming needs of an integration: a proxy, and the uri of the call that streams. */
export function checkResponseStreaming(integration: Integration, { locator, report }: ProjectCheck): void {
  const { type, uri = '', timeoutInMillis, responseTransferMode, source } = integration;
  const isStreaming = responseTransferMode === 'STREAM';
  const at = (field: string) => locator.value(integration, field) ?? source;
  if (isStreaming && type !== 'AWS_PROXY' && type !== 'HTTP_PROXY') {
    report.error('config-streaming-type', { type }, at('responseTransferMode'));
    return;
  }
  if (!isStreaming && timeoutInMillis > LONGEST_BUFFERED) {
    report.error('config-timeout-needs-streaming', { timeoutInMillis }, at('timeoutInMillis'));
  }
  const target = parseIntegrationUri(uri);
  if (target?.functionName === undefined || (target.isStreaming ?? false) === isStreaming) return;
  report.error('config-streaming-uri', { isStreaming, functionArn: target.functionArn ?? '' }, at('uri'));
}
