import { ACCESS_CODES, type AccessFacts } from './codes/access.ts';
import { ACCESS_LOG_CODES, type AccessLogFacts } from './codes/access-logs.ts';
import { BUILD_CODES, type BuildFacts } from './codes/builds.ts';
import { CACHING_CODES, type CachingFacts } from './codes/caching.ts';
import { CLI_CODES, type CliFacts } from './codes/cli.ts';
import { CONFIG_CODES, type ConfigFacts } from './codes/config.ts';
import { DEBUGGING_CODES, type DebuggingFacts } from './codes/debugging.ts';
import { DEPLOY_CODES, type DeployFacts } from './codes/deploy.ts';
import { DEPLOY_FILES_CODES, type DeployFilesFacts } from './codes/deploy-files.ts';
import { DEPLOY_STACK_CODES, type DeployStackFacts } from './codes/deploy-stack.ts';
import { DEPLOY_STAGE_CODES, type DeployStageFacts } from './codes/deploy-stage.ts';
import { DEPLOYMENT_CODES, type DeploymentFacts } from './codes/deployments.ts';
import { GATEWAY_CODES, type GatewayFacts } from './codes/gateway.ts';
import { HTTPS_CODES, type HttpsFacts } from './codes/https.ts';
import { IAM_CODES, type IamFacts } from './codes/iam.ts';
import { IMPORT_CODES, type ImportFacts } from './codes/import.ts';
import { LAMBDA_CODES, type LambdaFacts } from './codes/lambda.ts';
import { MAPPING_CODES, type MappingFacts } from './codes/mapping.ts';
import { PARITY_CODES, type ParityFacts } from './codes/parity.ts';
import { SERVER_CODES, type ServerFacts } from './codes/server.ts';
import { SITE_CODES, type SiteFacts } from './codes/site.ts';
import { TOKEN_CODES, type TokenFacts } from './codes/tokens.ts';
import { USAGE_CODES, type UsageFacts } from './codes/usage.ts';
import type { CodeTable } from './define.ts';

interface AllFacts
  extends AccessFacts,
    AccessLogFacts,
    BuildFacts,
    CachingFacts,
    CliFacts,
    ConfigFacts,
    DebuggingFacts,
    DeployFacts,
    DeployStackFacts,
    DeployFilesFacts,
    DeployStageFacts,
    DeploymentFacts,
    GatewayFacts,
    HttpsFacts,
    IamFacts,
    ImportFacts,
    LambdaFacts,
    MappingFacts,
    ParityFacts,
    ServerFacts,
    SiteFacts,
    TokenFacts,
    UsageFacts {}

export type Code = keyof AllFacts;

/** What the sentences of a code need to know. */
export type Facts<C extends Code> = AllFacts[C];

/** Every failure that Offstage can explain. A throw site carries the facts, the words are in `codes/`. */
export const CODES: CodeTable<AllFacts> = {
  ...ACCESS_CODES,
  ...ACCESS_LOG_CODES,
  ...BUILD_CODES,
  ...CACHING_CODES,
  ...CLI_CODES,
  ...CONFIG_CODES,
  ...DEBUGGING_CODES,
  ...DEPLOY_CODES,
  ...DEPLOY_STACK_CODES,
  ...DEPLOY_FILES_CODES,
  ...DEPLOY_STAGE_CODES,
  ...DEPLOYMENT_CODES,
  ...GATEWAY_CODES,
  ...HTTPS_CODES,
  ...IAM_CODES,
  ...IMPORT_CODES,
  ...LAMBDA_CODES,
  ...MAPPING_CODES,
  ...PARITY_CODES,
  ...SERVER_CODES,
  ...SITE_CODES,
  ...TOKEN_CODES,
  ...USAGE_CODES,
};
