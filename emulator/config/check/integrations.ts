import { parseIntegrationUri } from '../../shared/aws-names.ts';
import type { FunctionConfig, Integration } from '../types.ts';
import { checkFunctionReference } from './function-reference.ts';
import type { MethodPlace, ProjectCheck } from './project-check.ts';
import { checkServiceEndpoint } from './service-endpoint.ts';

/**
 * Can the integration be called here? A function that isn't there, and a service or a feature that Offstage doesn't
 * have yet, are errors before the first request, whoever described the API.
 */
export function checkIntegration(integration: Integration, place: MethodPlace, check: ProjectCheck): void {
  const { type, uri, source } = integration;
  if (type === 'HTTP' || type === 'HTTP_PROXY' || type === 'MOCK' || uri === undefined) return;
  const at = check.locator.value(integration, 'uri') ?? check.locator.value(integration, 'function') ?? source;
  const target = parseIntegrationUri(uri);
  if (!target) return;
  if (target.functionName !== undefined) {
    checkFunctionReference(target.functionName, place.api, { ...check, at });
  } else if (target.service === 'lambda') {
    const feature = 'other calls of the Lambda API';
    check.report.error('config-not-supported-yet', { name: 'uri', value: uri, feature }, at);
  } else if (type === 'AWS_PROXY' && target.service === 'firehose') {
    check.report.error('config-not-supported-yet', { name: 'uri', value: uri, feature: 'Firehose as a proxy' }, at);
  } else if (type === 'AWS') {
    checkServiceEndpoint(integration, place.api, { ...check, at });
  }
}

/** Warns where AWS's timeout for the call ends before the function's own: the client gets 504, the function runs on. */
export function warnOfTimeouts(integration: Integration, check: ProjectCheck): void {
  const { timeoutInMillis, uri = '', responseTransferMode, source } = integration;
  const at = check.locator.value(integration, 'timeoutInMillis') ?? source;
  if (timeoutInMillis > 29_000 && responseTransferMode !== 'STREAM')
    check.report.warning('config-timeout-quota', { timeoutInMillis }, at);
  const called = functionOf(uri, check);
  if (called && called.timeout * 1000 > timeoutInMillis) {
    const { name, timeout } = called;
    check.report.warning('config-timeout-order', { name, timeout, timeoutInMillis }, at);
  }
}

function functionOf(uri: string, { functions }: ProjectCheck): FunctionConfig | undefined {
  return functions.get(parseIntegrationUri(uri)?.functionName ?? '');
}
