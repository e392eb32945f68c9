import {
  type APIGatewayClient,
  GetAuthorizersCommand,
  GetModelsCommand,
  GetRequestValidatorsCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  type Method,
} from '@aws-sdk/client-api-gateway';
import { type CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';

export interface ApiOnAws {
  readonly restApi: object;
  readonly paths: readonly string[];
  /** `GET /pets` → the GetMethod answer. */
  readonly methods: Readonly<Record<string, object>>;
  readonly models: Readonly<Record<string, unknown>>;
  readonly authorizers: Readonly<Record<string, object>>;
  readonly requestValidators: Readonly<Record<string, object>>;
}

/** What a control plane says of an API, in the words of describeApi(): names in the place of ids. */
export async function readApi(client: APIGatewayClient, restApiId: string): Promise<ApiOnAws> {
  const { items: validators = [] } = await client.send(new GetRequestValidatorsCommand({ restApiId }));
  const { items: authorizers = [] } = await client.send(new GetAuthorizersCommand({ restApiId }));
  const { items: models = [] } = await client.send(new GetModelsCommand({ restApiId }));
  const { items: resources = [] } = await client.send(
    new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500 }),
  );
  const restApi = await client.send(new GetRestApiCommand({ restApiId }));
  const { $metadata: _, id: _id, createdDate: _created, rootResourceId: _root, tags: _tags, ...described } = restApi;
  const names = new Map([...validators, ...authorizers].map(({ id, name }) => [id, name]));
  return {
    restApi: described,
    paths: resources.map(({ path = '' }) => path).sort(),
    methods: Object.fromEntries(
      resources.flatMap(({ id, path, resourceMethods = {} }) =>
        Object.values(resourceMethods).map((method) => [
          `${method.httpMethod} ${path}`,
          methodWithNames(method, names, id),
        ]),
      ),
    ),
    models: Object.fromEntries(models.map(({ name, schema = '{}' }) => [name, JSON.parse(schema)])),
    authorizers: byName(authorizers),
    requestValidators: byName(validators),
  };
}

type Names = ReadonlyMap<string | undefined, string | undefined>;

function methodWithNames(method: Method, names: Names, resourceId: string | undefined): object {
  const { httpMethod: _, authorizerId, requestValidatorId, methodIntegration, ...rest } = method;
  const { cacheNamespace, ...integration } = methodIntegration ?? {};
  return {
    ...rest,
    ...(authorizerId !== undefined && { authorizer: names.get(authorizerId) }),
    ...(requestValidatorId !== undefined && { requestValidator: names.get(requestValidatorId) }),
    // The resource's id is what is there where nothing was said.
    methodIntegration: { ...integration, ...(cacheNamespace !== resourceId && { cacheNamespace }) },
  };
}

function byName(items: readonly { readonly id?: string; readonly name?: string }[]): Record<string, object> {
  return Object.fromEntries(items.map(({ id: _, ...item }) => [item.name ?? '', item]));
}

/** What CloudFormation has made: the names of a stack's template → the ids. */
export async function readStackIds(
  client: CloudFormationClient,
  stackName: string,
): Promise<Readonly<Record<string, string>>> {
  const { StackResourceSummaries: resources = [] } = await client.send(
    new ListStackResourcesCommand({ StackName: stackName }),
  );
  return Object.fromEntries(
    resources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [LogicalResourceId, PhysicalResourceId]),
  );
}
