import type { RestApi, Stage } from '../../emulator/config/types.ts';
import { describeApi } from '../../emulator/exporters/describe.ts';

/** What readApi() gives of an API of the configuration; where LocalEmu answers otherwise than AWS, what LocalEmu does. */
export function expectedApi(api: RestApi): Readonly<Record<string, unknown>> {
  const { restApi, resources, methods, models, authorizers, requestValidators } = describeApi(api);
  const { id: _, ...described } = restApi;
  return {
    // An OpenAPI document has a version.
    restApi: { version: '1.0', ...described },
    paths: resources.map(({ path }) => path).sort(),
    methods: Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, importedMethod(name, method)])),
    models: Object.fromEntries(models.map(({ name, schema }) => [name, importedSchema(schema)])),
    authorizers: Object.fromEntries(authorizers.map((authorizer) => [authorizer.name, authorizer])),
    requestValidators: Object.fromEntries(requestValidators.map((validator) => [validator.name, validator])),
  };
}

/** An import declares the path's variables of every method. LocalEmu takes no cache keys from a document. */
function importedMethod(name: string, method: Readonly<Record<string, unknown>>): unknown {
  const variables = [...name.matchAll(/\{(\w+)\+?\}/g)].map(([, variable]) => [
    `method.request.path.${variable}`,
    true,
  ]);
  const requestParameters = { ...Object.fromEntries(variables), ...Object(method.requestParameters) };
  return {
    ...method,
    ...(Object.keys(requestParameters).length > 0 && { requestParameters }),
    methodIntegration: { ...Object(method.methodIntegration), cacheKeyParameters: [] },
  };
}

/** `$schema` has no place in an OpenAPI document. */
function importedSchema(schema: unknown): unknown {
  const { $schema: _, ...rest } = Object(schema);
  return rest;
}

/** Who may call a function of the project: the methods and the authorizers of the stack's API that do, on all stages. */
export function expectedCallers(api: RestApi, functionName: string, restApiId: string): readonly string[] {
  const calls = (uri = ''): boolean => uri.includes(`:function:${functionName}/`);
  const methods = api.resources.flatMap(({ path, methods: all }) =>
    [...all.values()]
      .filter(({ integration }) => calls(integration?.uri))
      .map(({ httpMethod }) => `*/${httpMethod === 'ANY' ? '*' : httpMethod}${path.replaceAll(/\{[^}]+\}/g, '*')}`),
  );
  const isAuthorizer = [...api.authorizers.values()].some(({ authorizerUri }) => calls(authorizerUri));
  return [...methods, ...(isAuthorizer ? ['authorizers/*'] : [])]
    .map((caller) => `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/${caller}`)
    .sort();
}

/** The settings in the answer of GetStage. A method that says nothing of caching isn't cached, unless all GETs are. */
export function expectedStage(stage: Stage | undefined, logGroup: string | undefined): object {
  const { description, variables = {}, methodSettings = {}, cacheCluster, accessLogSettings } = stage ?? {};
  const settings = Object.entries(methodSettings).map(([method, { cachingEnabled = false, ...others }]) => [
    method === '*/*' ? method : method.replaceAll(/\/(?=.*\/)/g, '~1'),
    { ...others, cachingEnabled, metricsEnabled: false, dataTraceEnabled: false },
  ]);
  return {
    description,
    variables: Object.keys(variables).length > 0 ? variables : undefined,
    methodSettings: Object.fromEntries(settings),
    cacheClusterEnabled: cacheCluster !== undefined,
    cacheClusterSize: cacheCluster?.size,
    accessLogSettings: accessLogSettings && {
      format: accessLogSettings.format,
      destinationArn: `arn:aws:logs:us-east-1:000000000000:log-group:${logGroup}`,
    },
  };
}
