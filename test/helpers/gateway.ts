import type { Integration, Method, Resource, RestApi } from '../../emulator/config/types.ts';
import type { Deployment, GatewayRequest, HttpOutcome, Outside } from '../../emulator/gateway/exchange.ts';
import { type Answered, answer } from '../../emulator/gateway/pipeline.ts';
import { createGatewayState, type GatewayState } from '../../emulator/gateway/state.ts';
import type { FunctionCall, FunctionResult } from '../../emulator/shared/function-runtime.ts';

const source = { file: '/project/routes.json', line: 1, column: 1 };

export function template(text: string): Integration['requestTemplates'][string] {
  return { text, source, inline: true };
}

/** An integration with the control plane's defaults; `parts` says what differs. */
export function integration(parts: Partial<Integration> & Pick<Integration, 'type'>): Integration {
  return {
    httpMethod: parts.type === 'MOCK' ? undefined : 'POST',
    requestParameters: {},
    requestTemplates: parts.type === 'MOCK' ? { 'application/json': template('{"statusCode": 200}') } : {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis: 29_000,
    cacheKeyParameters: [],
    responses: [{ statusCode: '200', responseParameters: {}, responseTemplates: {}, source }],
    source,
    ...parts,
  };
}

/** A response of an integration. */
export function response(
  statusCode: string,
  parts: Partial<Integration['responses'][number]> = {},
): Integration['responses'][number] {
  return { statusCode, responseParameters: {}, responseTemplates: {}, source, ...parts };
}

export function method(parts: Partial<Method> = {}): Method {
  return {
    httpMethod: 'GET',
    authorizationType: 'NONE',
    apiKeyRequired: false,
    requestParameters: {},
    requestModels: {},
    methodResponses: { '200': { statusCode: '200', responseParameters: {}, responseModels: {}, source } },
    integration: integration({ type: 'MOCK' }),
    source,
    ...parts,
  };
}

type Methods = Partial<Record<Method['httpMethod'], Partial<Method>>>;

/** A REST API: `{ '/pets/{id}': { GET: { integration } } }`. */
export function api(resources: Record<string, Methods>, parts: Partial<RestApi> = {}): RestApi {
  return {
    kind: 'rest',
    id: 'abcdefghij',
    name: 'petRescue',
    apiKeySource: 'HEADER',
    binaryMediaTypes: [],
    disableExecuteApiEndpoint: false,
    resources: Object.entries(resources).map(
      ([path, methods], index): Resource => ({
        id: `resource${index}`,
        path,
        methods: new Map(
          Object.entries(methods).map(([name, written]) => [
            name as Method['httpMethod'],
            method({ ...written, httpMethod: name as Method['httpMethod'] }),
          ]),
        ),
        source,
      }),
    ),
    models: new Map(),
    requestValidators: new Map(),
    authorizers: new Map(),
    gatewayResponses: new Map(),
    stages: [{ name: 'v1', deploymentId: 'dep123', variables: {}, source }],
    warnings: [],
    source,
    ...parts,
  };
}

export function deployment(of: RestApi, variables: Record<string, string> = {}): Deployment {
  return {
    api: of,
    stage: { name: 'v1', deploymentId: 'dep123', variables, source },
    access: { apiKeys: [], usagePlans: [] },
  };
}

/** A request below the stage v1. */
export function request(target: string, parts: Partial<GatewayRequest> = {}): GatewayRequest {
  const [path = '/', query = ''] = target.split('?', 2);
  return {
    method: 'GET',
    path,
    stagePath: `/v1${path}`,
    query,
    headers: [['Host', 'abcdefghij.execute-api.us-east-1.amazonaws.com']],
    body: Buffer.alloc(0),
    domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
    sourceIp: '192.0.2.1',
    protocol: 'HTTP/1.1',
    signal: new AbortController().signal,
    ...parts,
  };
}

/**
 * A fixed clock (or the test's own), counted ids, nothing remembered (or what the test hands on), and effects as a test
 * gives them: a function's result as a value is what it returns.
 */
export function outside(
  effects: {
    invoke?: (call: FunctionCall) => Promise<FunctionResult> | FunctionResult;
    invokeStreaming?: Outside['invokeStreaming'];
    send?: Outside['send'];
    serviceEndpoints?: Record<string, string>;
    clock?: Outside['clock'];
    state?: GatewayState;
    localIssuer?: Outside['localIssuer'];
  } = {},
): Outside {
  const refuse = (what: string) => {
    throw new Error(`This test expects no ${what}.`);
  };
  return {
    invoke: async (call) => (effects.invoke ?? (() => refuse('call of a function')))(call),
    invokeStreaming: effects.invokeStreaming ?? (async () => refuse('streaming call of a function')),
    send: effects.send ?? (async (): Promise<HttpOutcome> => refuse('HTTP request')),
    clock: effects.clock ?? { now: () => Date.UTC(2025, 3, 21, 15, 8, 21) },
    state: effects.state ?? createGatewayState(),
    localIssuer: effects.localIssuer ?? { isOwn: () => false, findKey: async () => undefined },
    ids: {
      uuid: () => '9d7959b4-3241-400a-816a-03112dc50e82',
      hex: (length) => 'ab'.repeat(length).slice(0, length),
      base64: (length) => 'q6ur'.repeat(length).slice(0, length),
    },
    serviceEndpoints: effects.serviceEndpoints ?? {},
  };
}

/** What a function that returned `value` answers. */
export function returned(value: unknown): FunctionResult {
  return { kind: 'answer', requestId: 'lambda-id', payload: JSON.stringify(value ?? null), durationMs: 1 };
}

/** What a function that threw answers. */
export function threw(errorMessage: string): FunctionResult {
  const payload = JSON.stringify({ errorType: 'Error', errorMessage, trace: [] });
  return { kind: 'answer', requestId: 'lambda-id', payload, functionError: 'Unhandled', durationMs: 1 };
}

export const LAMBDA_URI =
  'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:pets/invocations';

/** One request through the whole pipeline. */
export async function call(
  of: RestApi | Deployment,
  sent: GatewayRequest,
  effects?: Parameters<typeof outside>[0],
): Promise<Answered & { text: string; header: (name: string) => string | undefined }> {
  const target = 'kind' in of ? deployment(of) : of;
  const trace = await answer(sent, target, outside(effects));
  const text = Buffer.isBuffer(trace.reply.body) ? trace.reply.body.toString('utf8') : '';
  const header = (name: string) =>
    trace.reply.headers
      .filter((line) => line[0].toLowerCase() === name.toLowerCase())
      .map((line) => line[1])
      .join(', ') || undefined;
  return Object.assign(trace, { text, header });
}
