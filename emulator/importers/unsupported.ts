import type { Problem } from '../config/problem.ts';
import type { Integration, RestApi } from '../config/types.ts';
import { explain } from '../errors/explanation.ts';
import type { SourceRef } from '../errors/source-ref.ts';

/**
 * What an API has configured and the emulator doesn't run yet: an error each, for `dev` and `check`, because a feature
 * that is ignored in silence would answer differently on AWS. The library takes such an API.
 */
export function unsupportedFeatures(api: RestApi): Problem[] {
  const found: Problem[] = [];
  const tell = (feature: string, instead: string, source: SourceRef): void => {
    found.push({ severity: 'error', explanation: explain('unsupported-feature', { feature, instead }, { source }) });
  };
  if (api.endpointConfiguration?.types.includes('PRIVATE')) {
    tell('A PRIVATE endpoint answers inside a VPC only', 'Use a REGIONAL or EDGE endpoint.', api.source);
  }
  for (const { path, methods } of api.resources) {
    for (const { httpMethod, integration } of methods.values()) {
      if (integration !== undefined) tellIntegration(`${httpMethod} ${path}`, integration, tell);
    }
  }
  return found;
}

type Tell = (feature: string, instead: string, source: SourceRef) => void;

function tellIntegration(name: string, { connectionType, tlsConfig, source }: Integration, tell: Tell): void {
  if (connectionType === 'VPC_LINK') {
    tell(
      `${name} calls its backend through a VPC link`,
      'Use connectionType INTERNET with an address that is reachable here.',
      source,
    );
  }
  if (tlsConfig !== undefined) {
    tell(`${name} sets how its backend's certificate is checked (tlsConfig)`, 'Take tlsConfig out.', source);
  }
}
