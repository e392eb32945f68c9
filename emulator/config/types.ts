import type { SourceRef } from '../errors/source-ref.ts';
import type { ServiceEndpoints } from '../shared/service-endpoints.ts';
import type { Access, MethodSettings } from './access.ts';

/**
 * A project as the emulator uses it: complete (no default is applied later) and the same whether it was written in
 * routes.json or in an OpenAPI document. Names and values are API Gateway's. Each node carries the place it came from.
 */
export interface Project {
  /** Absolute folder that relative paths of the configuration start from. */
  readonly root: string;
  readonly apis: readonly RestApi[];
  /** The APIs of deployments that stages are pinned to, as they were when they were deployed, by deployment id. */
  readonly snapshots?: ReadonlyMap<string, RestApi>;
  /** Who may call methods that require an API key, and how often. */
  readonly access: Access;
  /** Who has credentials for methods with IAM authorization. Undefined: nobody. */
  readonly iamUsers?: readonly IamUser[];
  readonly functions: ReadonlyMap<string, FunctionConfig>;
  /** Invocations of all functions that may be under way at the same time. Undefined: no limit. */
  readonly accountConcurrency?: number;
  readonly site?: SiteConfig;
  /** By name; undefined: there are none. */
  readonly customDomains?: ReadonlyMap<string, CustomDomain>;
  /** Where `arn:aws:apigateway:REGION:SERVICE:…` is sent. Empty when none is configured. */
  readonly serviceEndpoints: ServiceEndpoints;
  /** Absolute paths of every file that was read to make this value: what has to be watched. */
  readonly inputs: readonly string[];
}

export type HttpMethod = 'DELETE' | 'GET' | 'HEAD' | 'OPTIONS' | 'PATCH' | 'POST' | 'PUT';

/** One kind of API. HTTP and WebSocket APIs will stand beside it with a `kind` of their own. */
export interface RestApi {
  readonly kind: 'rest';
  /** Ten lower-case letters and digits; the same on each start for the same project. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly version?: string;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  readonly binaryMediaTypes: readonly string[];
  /** Bytes; undefined: no response is compressed. */
  readonly minimumCompressionSize?: number;
  readonly disableExecuteApiEndpoint: boolean;
  /** Undefined: edge-optimized and IPv4, as AWS makes a new API. */
  readonly endpointConfiguration?: EndpointConfiguration;
  /** The resource policy: who may call the API at all. */
  readonly policy?: ResourcePolicy;
  /** The root and every resource above a configured one are among them. */
  readonly resources: readonly Resource[];
  readonly models: ReadonlyMap<string, Model>;
  readonly requestValidators: ReadonlyMap<string, RequestValidator>;
  readonly authorizers: ReadonlyMap<string, Authorizer>;
  /** Only the types that were configured. */
  readonly gatewayResponses: ReadonlyMap<GatewayResponseType, GatewayResponse>;
  readonly stages: readonly Stage[];
  /** What the import of a document had to say, in AWS's words. Empty for routes.json. */
  readonly warnings: readonly string[];
  readonly source: SourceRef;
}

export interface EndpointConfiguration {
  readonly types: readonly string[];
  readonly ipAddressType: string;
  readonly vpcEndpointIds?: readonly string[];
}

export interface ResourcePolicy {
  /** An IAM policy document. */
  readonly document: unknown;
  readonly source: SourceRef;
}

/** Somebody with credentials of this machine, in the manner of an IAM user. */
export interface IamUser {
  readonly name: string;
  /** Twelve digits; the account that owns the API unless it is another. */
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of temporary credentials. */
  readonly sessionToken?: string;
  /** What the user may do: an IAM policy document. Undefined: nothing. */
  readonly policy?: unknown;
  readonly source: SourceRef;
}

export interface Stage {
  readonly name: string;
  readonly description?: string;
  /** What it serves: one of the project's snapshots, or else the API of the files (a live stage). */
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>>;
  // By method: `/pets/{id}/GET`; `*/*` is every method without an entry of its own. Undefined: none.
  readonly methodSettings?: Readonly<Record<string, MethodSettings>>;
  /** Undefined: the stage has no cache. */
  readonly cacheCluster?: CacheCluster;
  /** Undefined: no access log is written. */
  readonly accessLogSettings?: AccessLogSettings;
  // Of a stage whose requests are split. Undefined: it has no canary.
  readonly canarySettings?: CanarySettings;
  readonly source: SourceRef;
}

/** What a stage keeps answers in; which methods' answers is decided by its method settings. */
export interface CacheCluster {
  /** Gigabytes, in AWS's steps: `0.5` to `237`. */
  readonly size: string;
}

export interface AccessLogSettings {
  /** A file, from the project's folder. Undefined: lines are told, and the terminal shows them. */
  readonly destination?: string;
  /** One line with `$context` variables. */
  readonly format: string;
  readonly source: SourceRef;
}

/** A second deployment of a stage, which gets some of its requests by chance. */
export interface CanarySettings {
  readonly deploymentId: string;
  /** 0 to 100, with fractions. */
  readonly percentTraffic: number;
  /** Stage variables of the canary's requests: in the place of the stage's, or beside them. */
  readonly stageVariableOverrides?: Readonly<Record<string, string>>;
  readonly useStageCache: boolean;
}

/** A name that leads to stages, beside the addresses that every API has. */
export interface CustomDomain {
  /** In small letters; one that begins with `*.` stands for every name with one label in its place. */
  readonly domainName: string;
  /** The longest base path first. */
  readonly basePathMappings: readonly BasePathMapping[];
  readonly source: SourceRef;
}

export interface BasePathMapping {
  /** `shop/v2`; empty: AWS's `(none)`, which takes every path that no other mapping does. */
  readonly basePath: string;
  /** Undefined: the path names it behind the base path. */
  readonly stage?: string;
  readonly source: SourceRef;
}

export interface Resource {
  readonly id: string;
  /** `/pets/{id}`; the root is `/`. */
  readonly path: string;
  /** The last segment; undefined for the root. */
  readonly pathPart?: string;
  /** Path of the resource above; undefined for the root. */
  readonly parent?: string;
  readonly methods: ReadonlyMap<HttpMethod | 'ANY', Method>;
  readonly source: SourceRef;
}

export interface Method {
  readonly httpMethod: HttpMethod | 'ANY';
  readonly authorizationType: 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS';
  /** Name of an authorizer of the API. */
  readonly authorizer?: string;
  readonly authorizationScopes?: readonly string[];
  readonly apiKeyRequired: boolean;
  readonly operationName?: string;
  /** Name of a request validator of the API. */
  readonly requestValidator?: string;
  /** `method.request.{path|querystring|header}.NAME` → is it required? */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Content type (or `$default`) → model name. */
  readonly requestModels: Readonly<Record<string, string>>;
  /** Status → method response. */
  readonly methodResponses: Readonly<Record<string, MethodResponse>>;
  /** A method without one can be described, and answers 500 when called. */
  readonly integration?: Integration;
  readonly source: SourceRef;
}

export interface MethodResponse {
  readonly statusCode: string;
  /** `method.response.header.NAME` → is it required? (AWS only documents it.) */
  readonly responseParameters: Readonly<Record<string, boolean>>;
  readonly responseModels: Readonly<Record<string, string>>;
  readonly source: SourceRef;
}

export type IntegrationType = 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK';
export type PassthroughBehavior = 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
export type ContentHandling = 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';

export interface Integration {
  readonly type: IntegrationType;
  /** The method used to call the backend; `ANY` passes the client's on. Undefined for MOCK. */
  readonly httpMethod?: HttpMethod | 'ANY';
  /** URL, or `arn:aws:apigateway:REGION:SERVICE:path|action/…`; may hold `{name}` and `${stageVariables.name}`. */
  readonly uri?: string;
  readonly credentials?: string;
  /** `integration.request.{path|querystring|header}.NAME` → mapping expression. */
  readonly requestParameters: Readonly<Record<string, string>>;
  /** Content type (or `$default`) → template. */
  readonly requestTemplates: Readonly<Record<string, Template>>;
  readonly passthroughBehavior: PassthroughBehavior;
  readonly contentHandling?: ContentHandling;
  /** 50 to 29,000 (and beyond where the account's quota was raised). */
  readonly timeoutInMillis: number;
  /** `method.request.…` and `integration.request.…`: whose values tell one kept answer from another. */
  readonly cacheKeyParameters: readonly string[];
  /** Undefined: the resource's id. Methods with the same one share what is kept. */
  readonly cacheNamespace?: string;
  /** `INTERNET` or `VPC_LINK`; HTTP and HTTP_PROXY only. */
  readonly connectionType?: string;
  /** The VPC link. */
  readonly connectionId?: string;
  /** `STREAM` or, as when it isn't given, `BUFFERED`. */
  readonly responseTransferMode?: string;
  readonly tlsConfig?: Readonly<Record<string, unknown>>;
  /** In the order of their status; the one without a selection pattern (or with an empty one) is the default. */
  readonly responses: readonly IntegrationResponse[];
  readonly source: SourceRef;
}

export interface IntegrationResponse {
  readonly statusCode: string;
  /** java.util.regex, matched against the whole text. */
  readonly selectionPattern?: string;
  /** `method.response.header.NAME` → mapping expression. */
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, Template>>;
  readonly contentHandling?: ContentHandling;
  readonly source: SourceRef;
}

/** A mapping template. `source` is where its text begins: in a file of its own, or inside a JSON or YAML string. */
export interface Template {
  readonly text: string;
  readonly source: SourceRef;
  /** True when the text stands inside a string, where a line of the template is no line of the file. */
  readonly inline: boolean;
}

export interface Model {
  readonly name: string;
  readonly contentType: string;
  readonly description?: string;
  /** JSON Schema draft 4; references between models are `https://apigateway.amazonaws.com/restapis/ID/models/NAME`. */
  readonly schema: unknown;
  readonly source: SourceRef;
}

export interface RequestValidator {
  readonly name: string;
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
  readonly source: SourceRef;
}

export interface Authorizer {
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  readonly authType?: string;
  readonly authorizerUri?: string;
  readonly authorizerCredentials?: string;
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  readonly authorizerResultTtlInSeconds?: number;
  readonly providerARNs?: readonly string[];
  readonly source: SourceRef;
}

export const GATEWAY_RESPONSE_TYPES = [
  'ACCESS_DENIED',
  'API_CONFIGURATION_ERROR',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'AUTHORIZER_FAILURE',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'EXPIRED_TOKEN',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'INVALID_API_KEY',
  'INVALID_SIGNATURE',
  'MISSING_AUTHENTICATION_TOKEN',
  'QUOTA_EXCEEDED',
  'REQUEST_TOO_LARGE',
  'RESOURCE_NOT_FOUND',
  'THROTTLED',
  'UNAUTHORIZED',
  'UNSUPPORTED_MEDIA_TYPE',
  'WAF_FILTERED',
] as const;

export type GatewayResponseType = (typeof GATEWAY_RESPONSE_TYPES)[number];

export interface GatewayResponse {
  readonly responseType: GatewayResponseType;
  readonly statusCode?: number;
  /** `gatewayresponse.header.NAME` → mapping expression. */
  readonly responseParameters: Readonly<Record<string, string>>;
  /** Undefined: not configured, the built-in template applies. Plain substitution, no VTL. */
  readonly responseTemplates?: Readonly<Record<string, string>>;
  readonly source: SourceRef;
}

export type LambdaRuntime = 'nodejs20.x' | 'nodejs22.x' | 'nodejs24.x';

export interface FunctionConfig {
  readonly name: string;
  /** `functions/allPets.handler`: path of the module without its extension, then the export. */
  readonly handler: string;
  /** Absolute folder that a relative `handler` starts from. */
  readonly root: string;
  readonly runtime: LambdaRuntime;
  /** Seconds, 1 to 900. */
  readonly timeout: number;
  /** MB, 128 to 10,240. */
  readonly memorySize: number;
  /** Complete: `${NAME}` of the .env file is filled in. */
  readonly environment: Readonly<Record<string, string>>;
  /** The variables that hold something of the .env file, as they are written: `${NAME}` is not filled in. */
  readonly environmentTexts?: Readonly<Record<string, string>>;
  /** Invocations that may be under way at the same time, 0: none ever runs. Undefined: no limit of its own. */
  readonly reservedConcurrency?: number;
  /** What becomes of events that fail. Undefined: two more attempts, within six hours. */
  readonly eventInvokeConfig?: EventInvokeConfig;
  readonly source: SourceRef;
}

/** In the words of PutFunctionEventInvokeConfig. */
export interface EventInvokeConfig {
  /** 0 to 2. */
  readonly maximumRetryAttempts: number;
  /** 60 to 21,600. */
  readonly maximumEventAgeInSeconds: number;
}

export interface SiteConfig {
  /** Absolute folder. */
  readonly root: string;
  readonly indexDocument: string;
  readonly errorDocument?: string;
  /** May everyone list the bucket? A missing key is then 404 instead of 403. */
  readonly publicList: boolean;
  readonly cors: readonly BucketCorsRule[];
  readonly source: SourceRef;
}

/** One rule of a bucket's CORS configuration, in S3's words. */
export interface BucketCorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly ('GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD')[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}
