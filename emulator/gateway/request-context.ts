import { ACCOUNT_ID } from '../shared/aws-names.ts';
import type { Clock, Ids } from '../shared/clock.ts';
import { traceIdOf } from '../shared/trace-id.ts';
import type { ClientInput } from './client-input.ts';
import type { Deployment, GatewayRequest, Route } from './exchange.ts';

/** What a request is called and when it came: the part of `$context` that is known before routing. */
export interface RequestContext {
  readonly requestId: string;
  /** Fifteen characters of base64 and `=`; also the x-amz-apigw-id header. */
  readonly extendedRequestId: string;
  /** `dd/MMM/yyyy:HH:mm:ss +0000` */
  readonly requestTime: string;
  readonly requestTimeEpoch: number;
  /** `Root=…;Parent=…;Sampled=…`, the client's as far as it gave one. */
  readonly traceId: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Names a request. A client may choose the request id itself by sending a UUID as x-amzn-RequestId (Developer Guide,
 * set-up-logging).
 */
export function nameRequest(input: ClientInput, clock: Clock, ids: Ids): RequestContext {
  const now = clock.now();
  const chosen = input.header('x-amzn-requestid');
  return {
    requestId: chosen !== undefined && UUID.test(chosen) ? chosen : ids.uuid(),
    extendedRequestId: `${ids.base64(15)}=`,
    requestTime: formatRequestTime(now),
    requestTimeEpoch: now,
    traceId: traceIdOf(input.header('x-amzn-trace-id'), now, ids),
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
let formattedSecond = -1;
let formatted = '';

/** Formatted once a second: thousands of requests share it. */
function formatRequestTime(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== formattedSecond) {
    const date = new Date(second * 1000);
    const iso = date.toISOString();
    formatted = `${iso.slice(8, 10)}/${MONTHS[date.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
    formattedSecond = second;
  }
  return formatted;
}

/** The identity of a caller that nobody asked for proof: recorded keys, all null but two. */
export function anonymousIdentity(sourceIp: string, userAgent: string | undefined): Record<string, string | null> {
  return {
    cognitoIdentityPoolId: null,
    accountId: null,
    cognitoIdentityId: null,
    caller: null,
    sourceIp,
    principalOrgId: null,
    accessKey: null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: null,
    userAgent: userAgent ?? null,
    user: null,
  };
}

/** The facts that `$context` and a proxy event's requestContext share, in the order in which AWS logs the latter. */
export function contextFacts(
  request: Pick<GatewayRequest, 'method' | 'stagePath' | 'protocol' | 'domainName' | 'customDomain' | 'fromConsole'>,
  context: Omit<RequestContext, 'traceId'>,
  { api, stage, isCanaryRequest }: Deployment,
  route: Route | undefined,
  identity: Readonly<Record<string, string | null>>,
  authorizer?: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return {
    resourceId: route?.resource.id,
    ...(authorizer !== undefined && { authorizer }),
    ...(route?.method.operationName !== undefined && { operationName: route.method.operationName }),
    resourcePath: route?.resource.path,
    httpMethod: request.method,
    extendedRequestId: context.extendedRequestId,
    ...(request.customDomain && { customDomain: request.customDomain }),
    requestTime: context.requestTime,
    path: request.stagePath,
    accountId: ACCOUNT_ID,
    protocol: request.protocol,
    stage: stage.name,
    domainPrefix: domainPrefix(request, api.id),
    requestTimeEpoch: context.requestTimeEpoch,
    requestId: context.requestId,
    identity,
    domainName: request.domainName,
    deploymentId: stage.deploymentId,
    apiId: api.id,
    ...(isCanaryRequest !== undefined && { isCanaryRequest }),
  };
}

function domainPrefix(
  { fromConsole, customDomain, domainName }: Pick<GatewayRequest, 'fromConsole' | 'customDomain' | 'domainName'>,
  apiId: string,
): string {
  if (fromConsole) return 'testPrefix';
  return customDomain ? (domainName.split('.', 1)[0] ?? '') : apiId;
}
