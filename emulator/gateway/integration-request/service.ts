import type { parseIntegrationUri } from '../../shared/aws-names.ts';

/** Where a request to an AWS service goes, and what its protocol needs besides. */
export interface ServiceAddress {
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Actions are always POST; a path has the integration's own method. */
  readonly method?: string;
}

/** The X-Amz-Target prefix and content type of the services that speak AWS's JSON protocols. */
const JSON_SERVICES: Readonly<Record<string, { prefix: string; version: '1.0' | '1.1' }>> = {
  dynamodb: { prefix: 'DynamoDB_20120810', version: '1.0' },
  'streams.dynamodb': { prefix: 'DynamoDBStreams_20120810', version: '1.0' },
  states: { prefix: 'AWSStepFunctions', version: '1.0' },
  kinesis: { prefix: 'Kinesis_20131202', version: '1.1' },
  firehose: { prefix: 'Firehose_20150804', version: '1.1' },
  events: { prefix: 'AWSEvents', version: '1.1' },
  ssm: { prefix: 'AmazonSSM', version: '1.1' },
  secretsmanager: { prefix: 'secretsmanager', version: '1.1' },
  logs: { prefix: 'Logs_20140328', version: '1.1' },
};

/**
 * The local address of `arn:aws:apigateway:REGION:SERVICE:path/PATH` or `…:action/NAME`: below the endpoint that is
 * configured for the service. An action is sent as the service's protocol has it: X-Amz-Target for the JSON ones,
 * the parameter Action for the query ones. Undefined when no endpoint is configured.
 */
export function serviceAddress(
  target: NonNullable<ReturnType<typeof parseIntegrationUri>>,
  serviceEndpoints: Readonly<Record<string, string>>,
): ServiceAddress | undefined {
  if (!Object.hasOwn(serviceEndpoints, target.service)) return undefined;
  const endpoint = serviceEndpoints[target.service]?.replace(/\/$/, '');
  if (target.kind === 'path') return { url: `${endpoint}/${target.rest.replace(/^\//, '')}`, headers: [] };
  const json = JSON_SERVICES[target.service];
  if (!json) return { url: `${endpoint}/?Action=${encodeURIComponent(target.rest)}`, headers: [], method: 'POST' };
  return {
    url: `${endpoint}/`,
    headers: [
      ['X-Amz-Target', `${json.prefix}.${target.rest}`],
      ['Content-Type', `application/x-amz-json-${json.version}`],
    ],
    method: 'POST',
  };
}
