import type { SourceRef } from '../../errors/source-ref.ts';
import { type IntegrationUri, parseIntegrationUri } from '../../shared/aws-names.ts';
import { endpointVariable, serviceEndpoint } from '../../shared/service-endpoints.ts';
import { fillStageVariables } from '../../shared/stage-variables.ts';
import type { Integration, RestApi } from '../types.ts';
import type { ProjectCheck } from './project-check.ts';

type EndpointCheck = Pick<ProjectCheck, 'serviceEndpoints' | 'report'> & { readonly at: SourceRef };

/**
 * Has Offstage somewhere to send an integration with an AWS service? A stage variable in the uri may name another
 * service on each stage.
 */
export function checkServiceEndpoint(integration: Integration, api: RestApi, check: EndpointCheck): void {
  const { uri = '' } = integration;
  const uris = uri.includes('${') ? api.stages.map(({ variables }) => fillStageVariables(uri, variables)) : [uri];
  const targets = new Map<string, IntegrationUri>();
  for (const target of uris.flatMap((filled) => parseIntegrationUri(filled) ?? [])) {
    targets.set(target.subdomain === undefined ? target.service : `${target.subdomain}.${target.service}`, target);
  }
  for (const [name, target] of targets) {
    if (serviceEndpoint(target, check.serviceEndpoints) !== undefined) {
      warnOfMissingTarget(integration, target, check);
      continue;
    }
    const { service } = target;
    // A bucket before s3 is part of the address; other subdomains stand for a service of its own.
    const key = service === 's3' ? service : name;
    check.report.error('config-service-endpoint', { service: key, variable: endpointVariable(key), uri }, check.at);
  }
}

/** API Gateway doesn't write EventBridge's X-Amz-Target, without which EventBridge knows no action. */
function warnOfMissingTarget(
  integration: Integration,
  { service, kind, rest }: IntegrationUri,
  check: EndpointCheck,
): void {
  if (service !== 'events' || kind !== 'action') return;
  const header = 'integration.request.header.x-amz-target';
  if (Object.keys(integration.requestParameters).some((key) => key.toLowerCase() === header)) return;
  check.report.warning('config-service-target', { action: rest }, check.at);
}
