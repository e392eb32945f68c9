/** Base URLs of AWS services by their name in ARNs; `*` is every service that isn't named. */
export type ServiceEndpoints = Readonly<Record<string, string>>;

/**
 * The base URL, without a slash at its end, that `arn:aws:apigateway:REGION:[SUBDOMAIN.]SERVICE:…` is sent to: the one
 * of `subdomain.service`, of the service, or of every service. Undefined when none is configured.
 */
export function serviceEndpoint(
  { service, subdomain }: { readonly service: string; readonly subdomain?: string },
  endpoints: ServiceEndpoints,
): string | undefined {
  const name = [...(subdomain === undefined ? [] : [`${subdomain}.${service}`]), service, '*'].find((key) =>
    Object.hasOwn(endpoints, key),
  );
  return name === undefined ? undefined : endpoints[name]?.replace(/\/+$/, '');
}

const VARIABLE = /^AWS_ENDPOINT_URL(?:_([A-Z0-9_]+))?$/;

/** The endpoints that AWS's own variables name: `AWS_ENDPOINT_URL_DYNAMODB`, and `AWS_ENDPOINT_URL` for every service. */
export function endpointsOfEnvironment(env: Readonly<Record<string, string | undefined>>): ServiceEndpoints {
  const endpoints: Record<string, string> = {};
  for (const [name, url] of Object.entries(endpointVariables(env))) {
    const id = VARIABLE.exec(name)?.[1];
    endpoints[id === undefined ? '*' : (ARN_NAMES[id] ?? id.toLowerCase().replaceAll('_', '-'))] = url;
  }
  return endpoints;
}

/** Those of the variables that name an endpoint; an empty one names none. */
export function endpointVariables(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value && VARIABLE.test(name)) found[name] = value;
  return found;
}

/** The variable that names the endpoint of a service. */
export function endpointVariable(service: string): string {
  const [id] = Object.entries(ARN_NAMES).find(([, name]) => name === service) ?? [];
  return `AWS_ENDPOINT_URL_${id ?? service.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
}

/** The variables with which SDKs in functions find the services. */
export function variablesOfEndpoints(endpoints: ServiceEndpoints): Record<string, string> {
  return Object.fromEntries(
    Object.entries(endpoints).map(([service, url]) => [
      service === '*' ? 'AWS_ENDPOINT_URL' : endpointVariable(service),
      url,
    ]),
  );
}

/** The services that SDKs and ARNs call by different names (the SDKs' page on service-specific endpoints). */
const ARN_NAMES: Readonly<Record<string, string>> = {
  CLOUDWATCH: 'monitoring',
  CLOUDWATCH_LOGS: 'logs',
  COGNITO_IDENTITY_PROVIDER: 'cognito-idp',
  DYNAMODB_STREAMS: 'streams.dynamodb',
  EVENTBRIDGE: 'events',
  IOT_DATA_PLANE: 'iotdata',
  LEX_RUNTIME_SERVICE: 'runtime.lex',
  SAGEMAKER_RUNTIME: 'runtime.sagemaker',
  SECRETS_MANAGER: 'secretsmanager',
  SES: 'email',
  SFN: 'states',
};
