import type { MethodSettings, Quota, Throttle } from './access.ts';
import type { Authorizer, EventInvokeConfig, HttpMethod, LambdaRuntime, Method } from './types.ts';

/**
 * routes.json as it is written, after the schema check: what is there has the right type, and any part may be missing
 * (a required one, too, once its absence was reported). The fields are described in routes.schema.json.
 */
export interface WrittenProject {
  readonly name?: string;
  readonly description?: string;
  readonly version?: string;
  readonly stages?: Readonly<Record<string, WrittenStage>>;
  readonly functions?: Readonly<Record<string, WrittenFunction>>;
  readonly models?: Readonly<Record<string, WrittenModel>>;
  readonly requestValidators?: Readonly<Record<string, WrittenValidator>>;
  readonly authorizers?: Readonly<Record<string, WrittenAuthorizer>>;
  readonly resources?: Readonly<Record<string, WrittenResource>>;
  readonly openapi?: string;
  readonly gatewayResponses?: Readonly<Record<string, WrittenGatewayResponse>>;
  readonly corsOnErrors?: boolean;
  readonly binaryMediaTypes?: readonly string[];
  readonly minimumCompressionSize?: number;
  readonly site?: WrittenSite;
  readonly serviceEndpoints?: Readonly<Record<string, string>>;
  readonly accountConcurrency?: number;
  readonly apiKeySource?: 'HEADER' | 'AUTHORIZER';
  readonly policy?: WrittenPolicy;
  readonly iamUsers?: Readonly<Record<string, WrittenIamUser>>;
  readonly apiKeys?: Readonly<Record<string, WrittenApiKey>>;
  readonly usagePlans?: Readonly<Record<string, WrittenUsagePlan>>;
  readonly accountThrottle?: WrittenThrottle;
  readonly disableExecuteApiEndpoint?: boolean;
  readonly customDomains?: Readonly<Record<string, WrittenCustomDomain>>;
}

export interface WrittenCustomDomain {
  readonly basePathMappings?: Readonly<Record<string, { readonly stage?: string }>>;
}

export interface WrittenStage {
  readonly description?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly methodSettings?: Readonly<Record<string, Partial<MethodSettings>>>;
  readonly cacheClusterEnabled?: boolean;
  readonly cacheClusterSize?: string;
  readonly accessLogSettings?: { readonly destination?: string; readonly format?: string };
}

/** The document itself, or the file that holds it. */
export type WrittenPolicy = Readonly<Record<string, unknown>>;

export interface WrittenIamUser {
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
  readonly policy?: WrittenPolicy;
}

export interface WrittenApiKey {
  readonly description?: string;
  readonly value?: string;
  readonly enabled?: boolean;
}

export type WrittenThrottle = Partial<Throttle>;

export interface WrittenUsagePlan {
  readonly description?: string;
  readonly apiStages?: readonly {
    readonly stage?: string;
    readonly throttle?: Readonly<Record<string, WrittenThrottle>>;
  }[];
  readonly throttle?: WrittenThrottle;
  readonly quota?: Partial<Quota>;
  readonly keys?: readonly string[];
}

export interface WrittenFunction {
  readonly handler?: string;
  readonly runtime?: LambdaRuntime;
  readonly timeout?: number;
  readonly memorySize?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
  readonly eventInvokeConfig?: Partial<EventInvokeConfig>;
}

export type WrittenModel = Readonly<Record<string, unknown>>;

export interface WrittenValidator {
  readonly validateRequestBody?: boolean;
  readonly validateRequestParameters?: boolean;
}

/** What isn't the function has the names that CreateAuthorizer gives it. */
export interface WrittenAuthorizer extends Partial<Omit<Authorizer, 'name' | 'source'>> {
  readonly description?: string;
  readonly function?: string;
}

export type WrittenResource = { readonly cors?: boolean; readonly description?: string } & {
  readonly [M in HttpMethod | 'ANY']?: WrittenMethod;
};

export interface WrittenMethod {
  readonly apiKeyRequired?: boolean;
  readonly operationName?: string;
  readonly authorizationType?: Method['authorizationType'];
  readonly authorizer?: string;
  readonly authorizationScopes?: readonly string[];
  readonly requestValidator?: string;
  readonly requestModels?: Readonly<Record<string, string>>;
  readonly requestParameters?: Readonly<Record<string, boolean>>;
  readonly integration?: WrittenIntegration;
  readonly responses?: Readonly<Record<string, WrittenMethodResponse>>;
}

export interface WrittenMethodResponse {
  readonly responseParameters?: Readonly<Record<string, boolean>>;
  readonly responseModels?: Readonly<Record<string, string>>;
}

export interface WrittenIntegration {
  /** In AWS's capitals, or in small letters as exported documents have it. */
  readonly type?: string;
  readonly function?: string;
  readonly httpMethod?: HttpMethod | 'ANY';
  readonly uri?: string;
  readonly credentials?: string;
  readonly requestParameters?: Readonly<Record<string, string>>;
  readonly requestTemplates?: Readonly<Record<string, WrittenTemplate>>;
  readonly passthroughBehavior?: string;
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
  readonly timeoutInMillis?: number;
  readonly connectionType?: string;
  readonly cacheKeyParameters?: readonly string[];
  readonly cacheNamespace?: string;
  readonly responseTransferMode?: string;
  readonly responses?: Readonly<Record<string, WrittenIntegrationResponse>>;
}

export interface WrittenIntegrationResponse {
  readonly statusCode?: string | number;
  readonly responseParameters?: Readonly<Record<string, string>>;
  readonly responseTemplates?: Readonly<Record<string, WrittenTemplate>>;
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
}

export type WrittenTemplate = string | { readonly file?: string };

export interface WrittenGatewayResponse {
  readonly statusCode?: string | number;
  readonly responseParameters?: Readonly<Record<string, string>>;
  readonly responseTemplates?: Readonly<Record<string, WrittenTemplate>>;
}

export interface WrittenSite {
  readonly root?: string;
  readonly indexDocument?: string;
  readonly errorDocument?: string;
  readonly publicList?: boolean;
  readonly cors?: readonly WrittenCorsRule[];
}

export interface WrittenCorsRule {
  readonly allowedOrigins?: readonly string[];
  readonly allowedMethods?: readonly ('GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD')[];
  readonly allowedHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  readonly maxAgeSeconds?: number;
}
