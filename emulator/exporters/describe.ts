import type {
  Authorizer,
  Integration,
  IntegrationResponse,
  Method,
  MethodResponse,
  Model,
  RequestValidator,
  Resource,
  RestApi,
  Template,
} from '../config/types.ts';
import { filled } from './filled.ts';
import { storedPolicy } from './policy.ts';

type Described = Readonly<Record<string, unknown>>;

/** What the GetX calls of API Gateway answer about an API, with names in the place of ids. */
export interface Description {
  readonly restApi: Described;
  readonly resources: readonly Described[];
  /** `GET /pets` → the GetMethod answer. */
  readonly methods: Readonly<Record<string, Described>>;
  readonly models: readonly Described[];
  readonly authorizers: readonly Described[];
  readonly requestValidators: readonly Described[];
}

/** Describes an API as AWS's control plane does: what isn't set, and each empty map and list, is left out (recorded). */
export function describeApi(api: RestApi): Description {
  const methods = api.resources.flatMap((resource) =>
    [...resource.methods.values()].map((method) => [`${method.httpMethod} ${resource.path}`, describeMethod(method)]),
  );
  return {
    restApi: describeRestApi(api),
    resources: api.resources.map(describeResource),
    methods: Object.fromEntries(methods),
    models: [...api.models.values()].map(describeModel),
    authorizers: [...api.authorizers.values()].map(describeAuthorizer),
    requestValidators: [...api.requestValidators.values()].map(describeRequestValidator),
  };
}

function describeRestApi(api: RestApi): Described {
  return {
    id: api.id,
    name: api.name,
    ...filled({
      description: api.description,
      version: api.version,
      binaryMediaTypes: api.binaryMediaTypes,
      minimumCompressionSize: api.minimumCompressionSize,
      policy: api.policy === undefined ? undefined : storedPolicy(api.policy, api.id),
      warnings: api.warnings,
    }),
    apiKeySource: api.apiKeySource,
    endpointConfiguration: filled({ ...(api.endpointConfiguration ?? { types: ['EDGE'], ipAddressType: 'ipv4' }) }),
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
  };
}

function describeResource(resource: Resource): Described {
  const { path, pathPart, parent } = resource;
  return { path, ...filled({ pathPart, parent }), methods: [...resource.methods.keys()] };
}

function describeMethod(method: Method): Described {
  return {
    apiKeyRequired: method.apiKeyRequired,
    authorizationType: method.authorizationType,
    ...filled({
      authorizer: method.authorizer,
      authorizationScopes: method.authorizationScopes,
      operationName: method.operationName,
      requestValidator: method.requestValidator,
      requestParameters: method.requestParameters,
      requestModels: method.requestModels,
      methodResponses: mapValues(method.methodResponses, describeMethodResponse),
      methodIntegration: method.integration === undefined ? undefined : describeIntegration(method.integration),
    }),
  };
}

function describeMethodResponse(response: MethodResponse): Described {
  const { statusCode, responseParameters, responseModels } = response;
  return { statusCode, ...filled({ responseParameters, responseModels }) };
}

function describeIntegration(integration: Integration): Described {
  const responses = integration.responses.map((response) => [
    response.statusCode,
    describeIntegrationResponse(response),
  ]);
  return {
    type: integration.type,
    ...filled({
      httpMethod: integration.httpMethod,
      uri: integration.uri,
      connectionType: integration.connectionType,
      connectionId: integration.connectionId,
      credentials: integration.credentials,
      requestParameters: integration.requestParameters,
      requestTemplates: mapValues(integration.requestTemplates, describeTemplate),
      contentHandling: integration.contentHandling,
      responseTransferMode: integration.responseTransferMode,
      tlsConfig: integration.tlsConfig,
      integrationResponses: Object.fromEntries(responses),
    }),
    passthroughBehavior: integration.passthroughBehavior,
    timeoutInMillis: integration.timeoutInMillis,
    cacheKeyParameters: integration.cacheKeyParameters,
  };
}

function describeIntegrationResponse(response: IntegrationResponse): Described {
  const { statusCode, selectionPattern, responseParameters, responseTemplates, contentHandling } = response;
  return {
    statusCode,
    ...(selectionPattern === undefined ? {} : { selectionPattern }),
    ...filled({
      responseParameters,
      responseTemplates: mapValues(responseTemplates, describeTemplate),
      contentHandling,
    }),
  };
}

/** AWS stores an empty template as null (recorded). */
function describeTemplate(template: Template): string | null {
  return template.text === '' ? null : template.text;
}

function describeModel({ name, contentType, description, schema }: Model): Described {
  return { name, contentType, ...filled({ description }), schema };
}

function describeAuthorizer({ source: _, ...authorizer }: Authorizer): Described {
  return filled(authorizer);
}

function describeRequestValidator({ source: _, ...validator }: RequestValidator): Described {
  return validator;
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, convert: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value)]));
}
