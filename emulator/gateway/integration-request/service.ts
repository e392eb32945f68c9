import type { IntegrationUri } from '../../shared/aws-names.ts';
import { type ServiceEndpoints, serviceEndpoint } from '../../shared/service-endpoints.ts';

/** Where a request to an AWS service goes, and what its protocol needs besides. */
export interface ServiceAddress {
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/**
 * The services that speak one of AWS's JSON protocols and whose X-Amz-Target API Gateway writes by itself: its prefix
 * and the protocol's version. EventBridge is not among them: there the integration has to map the header (LocalStack's
 * tests against AWS; AWS's own examples map it).
 */
const JSON_SERVICES: Readonly<Record<string, { prefix: string; version: '1.0' | '1.1' }>> = {
  dynamodb: { prefix: 'DynamoDB_20120810', version: '1.0' },
  'streams.dynamodb': { prefix: 'DynamoDBStreams_20120810', version: '1.0' },
  states: { prefix: 'AWSStepFunctions', version: '1.0' },
  kinesis: { prefix: 'Kinesis_20131202', version: '1.1' },
  firehose: { prefix: 'Firehose_20150804', version: '1.1' },
  ssm: { prefix: 'AmazonSSM', version: '1.1' },
  secretsmanager: { prefix: 'secretsmanager', version: '1.1' },
  logs: { prefix: 'Logs_20140328', version: '1.1' },
};

/**
 * The local address of `arn:aws:apigateway:REGION:SERVICE:path/PATH` or `…:action/NAME[&P=V…]`: below the endpoint that
 * is configured for the service. A path is requested as it stands; the bucket in `BUCKET.s3` comes before it, since
 * local S3s are addressed so. An action goes to `/?Action=NAME&P=V` (seen in execution logs; the page of `uri` in the
 * API reference), and to a JSON service with the header that names it as well. Undefined when no endpoint is configured.
 */
export function serviceAddress(target: IntegrationUri, endpoints: ServiceEndpoints): ServiceAddress | undefined {
  const endpoint = serviceEndpoint(target, endpoints);
  if (endpoint === undefined) return undefined;
  const { service, subdomain, kind, rest } = target;
  const name = subdomain === undefined ? service : `${subdomain}.${service}`;
  if (kind === 'path') {
    const path = rest.replace(/^\//, '');
    const bucket = service === 's3' && subdomain !== undefined ? `${subdomain}/` : '';
    return { url: `${endpoint}/${bucket}${path}`, headers: [] };
  }
  const [, action = '', parameters = ''] = /^([^?&]*)[?&]?(.*)$/s.exec(rest) ?? [];
  const json = Object.hasOwn(JSON_SERVICES, name) ? JSON_SERVICES[name] : undefined;
  return {
    url: `${endpoint}/?Action=${encodeURIComponent(action)}${parameters === '' ? '' : `&${parameters}`}`,
    headers: json
      ? [
          ['X-Amz-Target', `${json.prefix}.${action}`],
          ['Content-Type', `application/x-amz-json-${json.version}`],
        ]
      : [],
  };
}
