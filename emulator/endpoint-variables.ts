import type { Project } from './config/types.ts';
import type { EmulatorOptions } from './options.ts';
import { variablesOfEndpoints } from './shared/service-endpoints.ts';

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';

/**
 * Where functions find AWS's services: the configured ones, the functions of the project themselves, and for every other
 * one an address that leaves nothing out of this machine. Only with the developer's own credentials is AWS itself meant.
 */
export function endpointVariablesOf(
  { serviceEndpoints }: Project,
  controlUrl: string | undefined,
  { awsCredentials }: Pick<EmulatorOptions, 'awsCredentials'> = {},
): Record<string, string> {
  return {
    ...(awsCredentials !== true && { AWS_ENDPOINT_URL: controlUrl ?? NOWHERE }),
    ...(controlUrl !== undefined && { AWS_ENDPOINT_URL_LAMBDA: controlUrl }),
    ...variablesOfEndpoints(serviceEndpoints),
  };
}
