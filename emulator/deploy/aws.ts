import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { S3Client } from '@aws-sdk/client-s3';
import { explain } from '../errors/explanation.ts';
import { OffstageError } from '../errors/offstage-error.ts';

/** The services that a deploy speaks to, in one region, with the credentials of one identity. */
export interface Aws {
  readonly region: string;
  /** Where every service is, without a slash at its end; undefined: on AWS. */
  readonly endpointUrl?: string;
  readonly cloudFormation: CloudFormationClient;
  readonly apiGateway: APIGatewayClient;
  readonly s3: S3Client;
  /** Closes the connections. */
  readonly close: () => void;
}

export interface AwsOptions {
  /** Default: what the SDK finds (AWS_REGION, the profile). */
  readonly region?: string;
  /** A profile of the shared config and credentials files. */
  readonly profile?: string;
  /** Every service at this address, instead of AWS. */
  readonly endpointUrl?: string;
}

/**
 * API Gateway takes a new deployment every 5 seconds, and CloudFormation few calls at once: with seven tries, the
 * waits between them grow to half a minute in all.
 */
const ATTEMPTS = 7;
/** To get through to a service, and for a connection on which nothing comes or goes. */
const CONNECTION_MS = 10_000;
const SILENCE_MS = 60_000;

/**
 * Clients of AWS's SDK, which is loaded here and nowhere else. Credentials are the SDK's business: its own chain finds
 * them when the first call is made, and nothing here reads or keeps them. Throws an OffstageError without a region.
 */
export async function connectAws({ region, profile, endpointUrl }: AwsOptions): Promise<Aws> {
  // It is about releases of the SDK to come, and this one is part of the package.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const [gateway, formation, storage] = await Promise.all([
    import('@aws-sdk/client-api-gateway'),
    import('@aws-sdk/client-cloudformation'),
    import('@aws-sdk/client-s3'),
  ]);
  const endpoint = endpointUrl?.replace(/\/+$/, '');
  const settings = {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECTION_MS, socketTimeout: SILENCE_MS },
  };
  const apiGateway = new gateway.APIGatewayClient(settings);
  const cloudFormation = new formation.CloudFormationClient(settings);
  // A bucket's own host name exists on AWS alone.
  const s3 = new storage.S3Client({ ...settings, forcePathStyle: endpoint !== undefined });
  return {
    region: await cloudFormation.config.region().catch((error: Error) => {
      throw new OffstageError(explain('deploy-no-region', { reason: error.message.replace(/\.$/, '') }), error);
    }),
    ...(endpoint !== undefined && { endpointUrl: endpoint }),
    cloudFormation,
    apiGateway,
    s3,
    close: () => {
      for (const client of [apiGateway, cloudFormation, s3]) client.destroy();
    },
  };
}
