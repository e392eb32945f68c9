import { endpointsOfEnvironment, endpointVariables, type ServiceEndpoints } from '../../shared/service-endpoints.ts';
import type { Report } from '../problem.ts';
import type { WrittenProject } from '../written.ts';

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  readonly serviceEndpoints?: ServiceEndpoints;
}

/**
 * Where AWS services are, by service name: what createEmulator was given, else what routes.json says, else AWS's own
 * variables (`AWS_ENDPOINT_URL_DYNAMODB`, `AWS_ENDPOINT_URL`), as SDKs read them.
 */
export function readServiceEndpoints(
  written: Pick<WrittenProject, 'serviceEndpoints'>,
  { env = {}, serviceEndpoints }: Given,
  report: Report,
): ServiceEndpoints {
  const variables = endpointVariables(env);
  for (const [name, value] of Object.entries(variables)) {
    if (/^https?:\/\/\S+$/.test(value)) continue;
    delete variables[name];
    const expected = 'a URL that starts with http:// or https://';
    report.error('config-bad-value', { name: `The variable ${name}`, value: JSON.stringify(value), expected });
  }
  return { ...endpointsOfEnvironment(variables), ...written.serviceEndpoints, ...serviceEndpoints };
}
