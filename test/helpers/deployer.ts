import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { endAll, packageOffstage, type Running, start } from '../cli/packaged.ts';
import { startControlPlane } from './control-plane.ts';

/** Clients of AWS's SDK, apart from those of the deploy step. */
export interface AwsClients {
  readonly gateway: APIGatewayClient;
  readonly formation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly storage: S3Client;
}

/** The packaged command line, and a control plane that it deploys to. */
export interface Deployer extends AwsClients {
  readonly url: string;
  /** `offstage COMMAND FOLDER …` against the control plane, to its end. */
  readonly run: (
    command: string,
    folder: string,
    ...args: string[]
  ) => Promise<{ readonly status: number | null; readonly output: string }>;
  readonly close: () => Promise<void>;
}

/** Builds the package and starts a control plane. */
export async function startDeployer(): Promise<Deployer> {
  const offstage = packageOffstage();
  const plane = await startControlPlane();
  const clients = clientsOf(plane.url);
  const started: Running[] = [];
  return {
    ...clients,
    url: plane.url,
    run: async (command, folder, ...args) => {
      const words = [offstage.cli, command, folder, '--endpoint-url', plane.url, ...args];
      const running = start(process.execPath, words, folder, plane.env);
      started.push(running);
      return { status: await running.ended, output: running.output() };
    },
    close: async () => {
      await endAll(started);
      for (const client of Object.values(clients)) client.destroy();
      await plane.close();
    },
  };
}

/** Clients with credentials that are good nowhere else. */
export function clientsOf(endpoint: string): AwsClients {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return {
    gateway: new APIGatewayClient(settings),
    formation: new CloudFormationClient(settings),
    lambda: new LambdaClient(settings),
    storage: new S3Client({ ...settings, forcePathStyle: true }),
  };
}
