import type { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { S3Client } from '@aws-sdk/client-s3';

/** The services that a deploy speaks to, in one region, with the credentials of one identity. */
export interface Aws {
  readonly region: string;
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
 * Clients of AWS's SDK, which is loaded here and nowhere else. Credentials are the SDK's business: its own chain finds
 * them when the first call is made, and nothing here reads or keeps them.
 */
export async function connectAws({ region, profile, endpointUrl }: AwsOptions): Promise<Aws> {
  const [gateway, formation, storage] = await Promise.all([
    import('@aws-sdk/client-api-gateway'),
    import('@aws-sdk/client-cloudformation'),
    import('@aws-sdk/client-s3'),
  ]);
  const settings = {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    ...(endpointUrl !== undefined && { endpoint: endpointUrl }),
  };
  const apiGateway = new gateway.APIGatewayClient(settings);
  const cloudFormation = new formation.CloudFormationClient(settings);
  // A bucket's own host name exists on AWS alone.
  const s3 = new storage.S3Client({ ...settings, forcePathStyle: endpointUrl !== undefined });
  return {
    region: await cloudFormation.config.region(),
    cloudFormation,
    apiGateway,
    s3,
    close: () => {
      for (const client of [apiGateway, cloudFormation, s3]) client.destroy();
    },
  };
}
