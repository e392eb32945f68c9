import type { webcrypto } from 'node:crypto';
import type { Access } from '../config/access.ts';
import type { IamUser, Method, Resource, RestApi, Stage } from '../config/types.ts';
import type { Explanation } from '../errors/explanation.ts';
import type { Clock, Ids } from '../shared/clock.ts';
import type { FunctionRuntime } from '../shared/function-runtime.ts';
import type { HeaderList } from '../shared/header-list.ts';
import type { ServiceEndpoints } from '../shared/service-endpoints.ts';
import type { AnswerStream } from './answer-stream.ts';
import type { ClientInput } from './client-input.ts';
import type { GatewayReject } from './gateway-responses/reject.ts';
import type { IntegrationRequest, IntegrationResult } from './integration/types.ts';
import type { RequestContext } from './request-context.ts';
import type { GatewayState } from './state.ts';

/** What the client sent, before any box has looked at it. */
export interface GatewayRequest {
  readonly method: string;
  /** Below the stage, as sent (percent-encoded, slashes as they are), without the query: `/pets/7`. */
  readonly path: string;
  /** The same with the stage, as `$context.path` shows it: `/v1/pets/7`. On a custom domain: the path as sent. */
  readonly stagePath: string;
  /** The whole path of the request line, where that is another than `stagePath`: what a client signs. */
  readonly sentPath?: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** The Host header without a port. */
  readonly domainName: string;
  /** Undefined: the API was called by its own address. `basePathMatched`: `(none)` for the mapping of the root. */
  readonly customDomain?: { readonly basePathMatched: string };
  readonly sourceIp: string;
  /** `HTTP/1.1` */
  readonly protocol: string;
  /** Sent by the console's Test: no endpoint stood before the API, which adds headers and has a name of its own. */
  readonly fromConsole?: true;
  /** Aborted when the client goes away before its answer is done. */
  readonly signal: AbortSignal;
}

/** What goes back to the client, byte for byte. */
export interface Reply {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer | AsyncIterable<Uint8Array>;
}

/** An API as one stage serves it. */
export interface Deployment {
  readonly api: RestApi;
  readonly stage: Stage;
  /** Of a pinned stage: the API as the files have it, which is not served before it is deployed. */
  readonly files?: RestApi;
  /** The canary, which gets so many of a hundred requests. Undefined: the stage has none. */
  readonly canary?: { readonly percentTraffic: number; readonly deployment: Deployment };
  /** `$context.isCanaryRequest`, which is there on stages with a canary only. */
  readonly isCanaryRequest?: boolean;
  /** API keys, usage plans and the account's throttle. */
  readonly access: Access;
  /** Who has credentials for methods with IAM authorization. Undefined: nobody. */
  readonly iamUsers?: readonly IamUser[];
  /** `--disable-authorizer`: every method counts as one without authorization. */
  readonly authorizersDisabled?: boolean;
}

/** The effects that the pipeline may have, handed in so that every box can be tested without a thread or a socket. */
export interface Outside {
  invoke: FunctionRuntime['invoke'];
  invokeStreaming: FunctionRuntime['invokeStreaming'];
  /** Is a debugger attached to the functions? Then time-outs stand still. Without it: never. */
  isDebugged?(): boolean;
  send(call: HttpCall): Promise<HttpOutcome>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly localIssuer: LocalKeys;
  /** What is remembered between requests, for all deployments of an emulator. */
  readonly state: GatewayState;
  /** Where `arn:aws:apigateway:REGION:SERVICE:…` is sent. */
  readonly serviceEndpoints: ServiceEndpoints;
}

/** The public keys of this machine's own issuer of tokens, which stands in for the user pools of the project. */
export interface LocalKeys {
  /** Is this a name that the issuer gives to keys? No user pool has such keys. */
  isOwn(kid: string): boolean;
  /** Undefined for a key that isn't there (any more). */
  findKey(kid: string): Promise<webcrypto.CryptoKey | undefined>;
}

/** One HTTP request to a backend: exactly these headers and Host, nothing added. */
export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** The answer's body is wanted as it comes. */
  readonly streamed?: true;
}

export type HttpOutcome = HttpAnswer | HttpFailure;

export interface HttpFailure {
  readonly kind: 'failure';
  /**
   * `unreachable`: nothing listens there or the name is unknown; `network`: the connection broke; `too-large`: the
   * answer has more than 10 MB.
   */
  readonly reason: 'timeout' | 'unreachable' | 'network' | 'too-large';
  /** For the developer. */
  readonly detail: string;
}

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Of a call that wants it streamed, instead of the body. Fails when the connection breaks. */
  readonly rest?: AsyncIterable<Uint8Array>;
}

/** A request on its way in: what each box may read. */
export interface Arrival {
  readonly deployment: Deployment;
  readonly request: GatewayRequest;
  readonly input: ClientInput;
  readonly context: RequestContext;
}

/** The result of route match. */
export interface Route {
  readonly resource: Resource;
  readonly method: Method;
  /** Raw (percent-encoded) values; undefined when the resource has no path parameter. */
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

/** The result of method request: the request may go on. */
export interface Admitted extends Arrival {
  readonly route: Route;
  /** Undefined: nobody in particular. */
  readonly caller: Caller | undefined;
}

/** Who calls, as far as method request has found out: what `$context` and a proxy event show of it. */
export interface Caller {
  /** Entries of `identity` beside those of somebody unknown: an API key, an IAM user, the console's tester. */
  readonly identity?: Readonly<Record<string, string>>;
  /** `$context.authorizer`, and `requestContext.authorizer` of an event. */
  readonly authorizer?: Readonly<Record<string, unknown>>;
  /** The API key that a Lambda authorizer gave, for an API whose key source is AUTHORIZER. */
  readonly usageIdentifierKey?: string;
}

/** The result of integration request: what is sent, and what later boxes need of how it was made. */
export interface Outgoing {
  readonly integrationRequest: IntegrationRequest;
  /** `$context` as the request template left it: its overrides go on to the response. */
  readonly templateContext: Record<string, unknown>;
}

/** What the integration response made of the backend's answer, before method response. */
export interface MappedResponse {
  readonly status: number;
  /** The status of the integration response that was selected, which the method has to declare; undefined: a proxy. */
  readonly selectedStatus?: string;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Of a streamed answer, instead of the body. */
  readonly stream?: AnswerStream;
}

/**
 * What happened to one request, box by box: references to the values handed on, nothing formatted. The log line, the
 * explanation, TestInvokeMethod's log and the console page are all made from it, when somebody looks.
 */
export interface Trace extends Arrival {
  /** Clock milliseconds; it began at `context.requestTimeEpoch`. */
  endedAt?: number;
  route?: Route;
  /** Method request: who calls, as far as that is known. */
  caller?: Caller | undefined;
  /** The call of a Lambda authorizer; undefined: there was none, since its answer was kept or nobody asked. */
  authorizerCall?: { readonly requestId: string; readonly status: number; readonly latency: number };
  /** Method request let it through. */
  admitted?: true;
  /** Integration request: what is sent on. */
  outgoing?: IntegrationRequest;
  /** When the integration was called, in clock milliseconds. */
  calledAt?: number;
  /** Integration: what came back, and how long it took in milliseconds. */
  result?: IntegrationResult;
  integrationLatency?: number;
  mapped?: MappedResponse;
  /** The answer came from the stage's cache, and was kept there for so many milliseconds. */
  keptMs?: number;
  /** Of a streamed answer: bytes that were sent so far. */
  streamedBytes?: number;
  /** The box that refused, and why. */
  rejection?: GatewayReject;
  reply?: Reply;
  /** What the developer should know although the request was answered. */
  readonly notes: Explanation[];
}
