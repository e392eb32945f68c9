import type { Authorizer, FunctionConfig, RestApi, Stage } from '../../config/types.ts';
import { functionArn, lambdaIntegrationUri, parseIntegrationUri } from '../../shared/aws-names.ts';
import { filled } from '../filled.ts';
import { shortPolicy } from '../policy.ts';
import { withoutCorsOnErrors } from './cors.ts';
import { fitToSchema, type LeftOut, type Sources } from './fit.ts';
import { writeGatewayResponses } from './gateway-responses.ts';
import { writeModels } from './models.ts';
import { writeResources } from './resources.ts';
import { renderRoutesText } from './text.ts';
import { validatorNames, writeValidators } from './validators.ts';

export interface RoutesInput {
  readonly api: RestApi;
  readonly functions: ReadonlyMap<string, FunctionConfig>;
  /** What `$schema` says; none without it. */
  readonly schema?: string;
}

export interface RoutesText {
  readonly text: string;
  /** What the API has and routes.json can't say yet: it isn't in the text. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * An API and its functions → the text of the routes.json that is read as the same API again: without what is a
 * default there, and with the short forms (`function`, `cors`, `corsOnErrors`, `body`) where they say exactly the same.
 */
export function writeRoutes({ api, functions, schema }: RoutesInput): RoutesText {
  const sources: Sources = new Map();
  const names = validatorNames(api);
  const otherResponses = withoutCorsOnErrors(api.gatewayResponses);
  const written = {
    ...filled({
      $schema: schema,
      name: api.name,
      description: api.description,
      version: api.version,
      apiKeySource: api.apiKeySource === 'HEADER' ? undefined : api.apiKeySource,
      binaryMediaTypes: api.binaryMediaTypes,
      minimumCompressionSize: api.minimumCompressionSize,
      ...writeAccess(api, sources),
      stages: Object.fromEntries(api.stages.map((stage) => [stage.name, writeStage(stage)])),
      functions: Object.fromEntries([...functions.values()].map((one) => [one.name, writeFunction(one)])),
      models: writeModels(api),
      requestValidators: writeValidators(api, names),
      corsOnErrors: otherResponses === undefined ? undefined : true,
      gatewayResponses: writeGatewayResponses(otherResponses ?? api.gatewayResponses),
    }),
    resources: writeResources(api, names, sources),
  };
  const { fitted, leftOut } = fitToSchema(written, sources, api.source);
  return { text: renderRoutesText(fitted), leftOut };
}

/** What says who may call the API, and from where. */
function writeAccess(api: RestApi, sources: Sources): Record<string, unknown> {
  const { policy, endpointConfiguration, disableExecuteApiEndpoint } = api;
  const authorizers = [...api.authorizers.values()].map((authorizer) => {
    const written = writeAuthorizer(authorizer);
    sources.set(written, authorizer.source);
    return [authorizer.name, written];
  });
  const short = policy && shortPolicy(policy);
  if (policy !== undefined && typeof short === 'object' && short !== null) sources.set(short, policy.source);
  return {
    disableExecuteApiEndpoint: disableExecuteApiEndpoint || undefined,
    endpointConfiguration: endpointConfiguration && filled({ ...endpointConfiguration }),
    policy: short,
    authorizers: Object.fromEntries(authorizers),
  };
}

/** `function` in the place of the uri that it stands for. */
function writeAuthorizer({ name: _, source: __, authType, authorizerUri, ...others }: Authorizer): object {
  const { functionName } = parseIntegrationUri(authorizerUri ?? '') ?? {};
  const isShort = functionName !== undefined && authorizerUri === lambdaIntegrationUri(functionArn(functionName));
  return filled({
    ...others,
    authType: authType === DEFAULT_AUTH_TYPE[others.type] ? undefined : authType,
    ...(isShort ? { function: functionName } : { authorizerUri }),
  });
}

const DEFAULT_AUTH_TYPE = { TOKEN: 'custom', REQUEST: 'custom', COGNITO_USER_POOLS: 'cognito_user_pools' };

function writeStage({ variables, methodSettings, cacheCluster, accessLogSettings }: Stage): object {
  const { source: _, ...accessLog } = accessLogSettings ?? {};
  return filled({
    variables,
    methodSettings,
    cacheClusterEnabled: cacheCluster && true,
    cacheClusterSize: cacheCluster?.size === '0.5' ? undefined : cacheCluster?.size,
    accessLogSettings: filled(accessLog),
  });
}

function writeFunction({ handler, runtime, timeout, memorySize, environment }: FunctionConfig): object {
  return filled({
    handler,
    runtime: runtime === 'nodejs22.x' ? undefined : runtime,
    timeout: timeout === 3 ? undefined : timeout,
    memorySize: memorySize === 128 ? undefined : memorySize,
    environment,
  });
}
